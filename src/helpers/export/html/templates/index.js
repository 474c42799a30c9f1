(function () {
  var search = document.getElementById("search"), status = document.getElementById("status");
  var body = document.querySelector("tbody"), shown = document.getElementById("shown");
  var heads = Array.prototype.slice.call(document.querySelectorAll("thead th"));
  var order = new Intl.Collator("vi", {numeric: true}).compare;
  var sorted = {column: -1, down: false};
  // As many as the page shows at first: laying out thousands takes seconds.
  var page = body.querySelectorAll("tr:not([hidden])").length, limit = page, more = document.getElementById("more");
  function plain(text) { return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase(); }
  var rows = Array.prototype.map.call(body.rows, function (row) {
    return {row: row, text: plain(row.cells[0].textContent + " " + row.cells[1].textContent), status: row.dataset.status};
  });
  function filter() {
    var wanted = plain(search.value.trim()), count = 0;
    rows.forEach(function (entry) {
      var fits = entry.text.indexOf(wanted) >= 0 && (!status.value || entry.status === status.value);
      count += fits;
      var hidden = !fits || count > limit;
      if (entry.row.hidden !== hidden) { entry.row.hidden = hidden; }
    });
    shown.textContent = count + "/" + rows.length;
    more.hidden = count <= limit;
    limit = page;
  }
  function key(row, column) {
    var cell = row.cells[column];
    return cell.dataset.value ? Number(cell.dataset.value) : cell.textContent;
  }
  // What is missing stands last, whichever way the rest is sorted.
  function sort(column, down) {
    var keyed = rows.map(function (entry) { return {entry: entry, key: key(entry.row, column)}; });
    keyed.sort(function (a, b) {
      if (a.key === "" || b.key === "") { return (a.key === "") - (b.key === ""); }
      var way = typeof a.key === "number" ? a.key - b.key : order(a.key, b.key);
      return down ? -way : way;
    });
    rows = keyed.map(function (item) { return item.entry; });
    var all = document.createDocumentFragment();
    rows.forEach(function (entry) { all.appendChild(entry.row); });
    body.appendChild(all);
    heads.forEach(function (head) { head.removeAttribute("aria-sort"); });
    heads[column].setAttribute("aria-sort", down ? "descending" : "ascending");
    sorted = {column: column, down: down};
  }
  // The choice stands in the address: it is there again when one comes back from a report.
  function keep() {
    var state = new URLSearchParams();
    if (search.value) { state.set("q", search.value); }
    if (status.value) { state.set("s", status.value); }
    if (sorted.column >= 0) { state.set("o", (sorted.down ? "-" : "") + sorted.column); }
    history.replaceState(null, "", "#" + state);
  }
  function restore() {
    var state = new URLSearchParams(location.hash.slice(1)), by = state.get("o");
    search.value = state.get("q") || "";
    status.value = state.get("s") || "";
    if (status.selectedIndex < 0) { status.value = ""; }
    var column = by ? Math.abs(parseInt(by, 10)) : -1;
    if (heads[column] && heads[column].querySelector("button")) { sort(column, by[0] === "-"); }
    filter();
  }
  heads.forEach(function (head, column) {
    var button = head.querySelector("button");
    if (button) {
      button.addEventListener("click", function () {
        sort(column, column === sorted.column && !sorted.down);
        filter();
        keep();
      });
    }
  });
  var waiting;
  search.addEventListener("input", function () {
    clearTimeout(waiting);
    waiting = setTimeout(function () { filter(); keep(); }, 100);
  });
  status.addEventListener("change", function () { filter(); keep(); });
  more.addEventListener("click", function () {
    limit = Infinity;
    filter();
    body.parentNode.parentNode.focus();
  });
  search.form.addEventListener("submit", function (event) { event.preventDefault(); });
  search.form.hidden = false;
  window.addEventListener("pageshow", restore);
})();
