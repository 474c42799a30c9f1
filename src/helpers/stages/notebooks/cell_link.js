// The parameters cell of the notebook that shows this widget; see cell_link.py.
const PAUSE = 300; // milliseconds without a key before the kernel hears of a change

function panelOf(el) {
  const app = window.jupyterapp;
  const panels = app ? [...app.shell.widgets("main")] : [];
  return panels.find(panel => panel.content && panel.node.contains(el));
}

function cellOf(panel) {
  const cells = (panel && panel.content.widgets) || [];
  return cells.find(cell => (cell.model.getMetadata("tags") || []).includes("parameters"));
}

// What came of saving, also while JupyterLab shows its dialog about it.
function saved(context) {
  return new Promise(done => {
    const hear = (_, state) => {
      if (state === "started") return;
      context.saveState.disconnect(hear);
      done(state.startsWith("completed"));
    };
    if (context.contentsModel && !context.contentsModel.writable) return done(false);
    context.saveState.connect(hear);
    context.save().catch(() => {});
  });
}

async function carriedOut({ before, text, runs }, el) {
  const panel = panelOf(el), cell = cellOf(panel);
  if (!panel || (text && !cell)) return { problem: "cell" };
  if (text) {
    if (cell.model.sharedModel.getSource() !== before) return { problem: "changed" };
    cell.model.sharedModel.setSource(text);
    if (!(await saved(panel.context))) return { problem: "unsaved" };
  }
  return { panel: runs ? panel : undefined };
}

async function render({ model, el }) {
  // A model of the core library: its messages arrive however late this script is loaded.
  const orders = await model.widget_manager.get_model(model.get("orders"));
  let waiting, followed;
  const tell = () => {
    const cell = cellOf(panelOf(el));
    if (!cell) return;
    model.set("source", cell.model.sharedModel.getSource());
    model.save_changes();
  };
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(tell, PAUSE);
  };
  const follow = tries => {
    const cell = cellOf(panelOf(el));
    if (!cell && tries) return (waiting = setTimeout(follow, PAUSE, tries - 1));
    if (!cell) return;
    followed = cell.model.sharedModel;
    followed.changed.connect(later);
    tell();
  };
  const obey = async () => {
    const order = JSON.parse(orders.get("value") || "{}");
    if (!order.number || order.number <= (model.get("taken") || 0)) return;
    model.set("taken", order.number); // a second view of the notebook leaves it to the first
    const { panel, ...done } = await carriedOut(order, el);
    model.set("done", { ...done, number: order.number });
    model.save_changes();
    if (!panel) return;
    window.jupyterapp.shell.activateById(panel.id); // perhaps another one was clicked meanwhile
    window.jupyterapp.commands.execute("notebook:run-all-cells");
  };
  orders.on("change:value", obey);
  follow(20);
  obey();
  return () => {
    clearTimeout(waiting);
    orders.off("change:value", obey);
    if (followed) followed.changed.disconnect(later);
  };
}

export default { render };
