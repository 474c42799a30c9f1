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

function filledIn(source, values) {
  return source.split("\n").map(line => {
    const name = line.split(":")[0];
    if (!(name in values)) return line;
    const parts = /^(\w+: [^=]+ = ).*?(  #.*)?$/;
    return line.replace(parts, (_, start, note) => start + values[name] + (note || ""));
  }).join("\n");
}

function render({ model, el }) {
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
    const { values, runs } = model.get("order");
    const panel = panelOf(el), cell = cellOf(panel);
    if (!cell || !values) return;
    cell.model.sharedModel.setSource(filledIn(cell.model.sharedModel.getSource(), values));
    await panel.context.save();
    if (runs) window.jupyterapp.commands.execute("notebook:run-all-cells");
  };
  model.on("change:order", obey);
  follow(20);
  return () => {
    clearTimeout(waiting);
    model.off("change:order", obey);
    if (followed) followed.changed.disconnect(later);
  };
}

export default { render };
