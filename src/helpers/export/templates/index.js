(function () {
  var search = document.getElementById("search"), status = document.getElementById("status");
  var body = document.querySelector("tbody"), shown = document.getElementById("shown");
  var rows = Array.prototype.slice.call(body.rows);
  function plain(text) { return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase(); }
  function filter() {
    var wanted = plain(search.value), kind = status.value, count = 0;
    rows.forEach(function (row) {
      var fits = plain(row.textContent).indexOf(wanted) >= 0 && (!kind || row.dataset.status === kind);
      row.hidden = !fits;
      if (fits) { count += 1; }
    });
    shown.textContent = count + "/" + rows.length;
  }
  function key(row, column) {
    var cell = row.cells[column], value = cell.dataset.value;
    return value === undefined || value === "" ? cell.textContent : isNaN(value) ? value : Number(value);
  }
  document.querySelectorAll("thead button").forEach(function (button, column) {
    button.addEventListener("click", function () {
      var head = button.parentNode, down = head.getAttribute("aria-sort") === "ascending";
      document.querySelectorAll("thead th").forEach(function (th) { th.removeAttribute("aria-sort"); });
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      rows.sort(function (a, b) {
        var x = key(a, column), y = key(b, column);
        var order = typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y), "vi");
        return down ? -order : order;
      });
      rows.forEach(function (row) { body.appendChild(row); });
    });
  });
  search.addEventListener("input", filter);
  status.addEventListener("change", filter);
  filter();
})();
