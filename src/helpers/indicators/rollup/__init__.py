"""Many units together: sums of what adds, rates from summed parts, ranks, outliers."""
