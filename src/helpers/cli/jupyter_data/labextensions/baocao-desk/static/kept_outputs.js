// Lists and buttons without their kernel say so: in a notebook that is opened again, where JupyterLab
// has «Error displaying widget» in place of what the file keeps, and after the kernel was restarted,
// where they stay and do nothing. An extension that needs no build step; tried with JupyterLab 4.6
// and jupyterlab_widgets 3.0 (tests/browser/lab).
(() => {
  const FAILED = ".jp-OutputArea-output.jupyter-widgets", CUT_OFF = "jupyter-widgets-disconnected";
  const WORDS = {
    vi: "Danh sách và nút ở đây chưa nối với chương trình: sổ tay vừa được mở lại, hoặc kernel đã " +
      "khởi động lại. Chọn Chạy → Run All Cells để dùng tiếp.",
    en: "The lists and buttons here are not connected to the program: the notebook was opened " +
      "again, or the kernel was restarted. Choose Run → Run All Cells to go on.",
  };

  function sentence() {
    const line = document.createElement("p");
    line.textContent = WORDS[document.documentElement.lang.slice(0, 2)] || WORDS.vi;
    line.className = "baocao-cut-off";
    line.setAttribute("role", "status");
    line.style.cssText = "font-weight: bold; border-left: 5px solid #b26a00; padding-left: 0.9em";
    return line;
  }

  function mark(output) {
    const said = output.querySelector(":scope > .baocao-cut-off");
    const isCutOff = output.querySelector(`.jupyter-button.${CUT_OFF}`); // a table still sorts
    if (isCutOff && !said) output.prepend(sentence());
    if (!isCutOff && said) said.remove();
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
      for (const { target, oldValue } of changes) {
        const output = target.closest(".jp-OutputArea-output");
        if (target.matches(FAILED)) show(app, target);
        else if (output && `${oldValue} ${target.className}`.includes(CUT_OFF)) mark(output);
      }
    }).observe(document.body, {
      attributeFilter: ["class"], attributeOldValue: true, subtree: true,
    }),
  };
  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB["baocao-desk"] = {
    init: () => {},
    get: async () => () => plugin,
  };
})();
