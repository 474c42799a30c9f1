"""Many units at once: the engine, the pool, what needs to be done, and what came of it."""
