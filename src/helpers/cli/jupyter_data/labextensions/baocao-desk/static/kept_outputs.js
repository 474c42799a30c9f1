// In a notebook that is opened again the lists and buttons have no kernel: what the file keeps of
// them is shown in place of JupyterLab's «Error displaying widget». An extension that needs no
// build step; tried with JupyterLab 4.6 (tests/browser/lab).
(() => {
  const FAILED = ".jp-OutputArea-output.jupyter-widgets";
  const WORDS = {
    vi: "Sổ tay vừa được mở lại: danh sách và nút ở đây chưa dùng được. " +
      "Chọn Chạy → Run All Cells để dùng tiếp.",
    en: "This notebook was opened again: its lists and buttons do not work yet. " +
      "Choose Run → Run All Cells to go on.",
  };

  function sentence() {
    const line = document.createElement("p");
    line.textContent = WORDS[document.documentElement.lang.slice(0, 2)] || WORDS.vi;
    line.style.fontStyle = "italic";
    return line;
  }

  function areaOf(app, node) {
    const cells = [...app.shell.widgets("main")].flatMap(panel => panel.content?.widgets || []);
    return cells.find(cell => cell.outputArea?.node.contains(node))?.outputArea;
  }

  async function show(app, node) {
    node.classList.remove("jupyter-widgets");
    node.replaceChildren(sentence());
    const area = areaOf(app, node);
    const number = area ? area.widgets.findIndex(widget => widget.node.contains(node)) : -1;
    if (number < 0) return;
    const output = area.model.get(number);
    const kind = ["text/html", "text/plain"].find(name => output.data[name]);
    if (!kind) return;
    const kept = area.rendermime.createRenderer(kind);
    await kept.renderModel(output);
    node.append(kept.node);
  }

  const plugin = {
    id: "baocao-desk:kept-outputs",
    autoStart: true,
    activate: app => new MutationObserver(changes => {
      const nodes = new Set(changes.map(change => change.target));
      for (const node of nodes) if (node.matches(FAILED)) show(app, node);
    }).observe(document.body, { attributeFilter: ["class"], subtree: true }),
  };
  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB["baocao-desk"] = {
    init: () => {},
    get: async () => () => plugin,
  };
})();
