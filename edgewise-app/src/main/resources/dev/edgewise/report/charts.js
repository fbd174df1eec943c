/* What the charts of a report page share: their colours, axes and tooltips. Colours are CSS
   variables, so that charts follow the theme, and paper, by themselves. Each kind of chart is in a
   file of its own, which adds a function to `kinds`: from the data of a chart to what ECharts draws,
   how that is arranged in a width, and the entries of the legend. */
const edgewise = (() => {
  "use strict";

  const ink = "var(--ink)";
  const soft = "var(--soft)";
  const rule = "var(--rule)";
  const paper = "var(--paper)";
  const sans = getComputedStyle(document.documentElement).getPropertyValue("--sans");
  const label = { color: ink, fontFamily: sans, fontSize: 13 };
  const small = { color: soft, fontFamily: sans, fontSize: 12 };

  const element = (tag, text, parent) => {
    const made = document.createElement(tag);
    made.textContent = text;
    if (parent) {
      parent.append(made);
    }
    return made;
  };

  /* A tooltip of names and values, built from nodes: names may hold any character. */
  const tip = (title, rows) => {
    const box = document.createElement("div");
    box.className = "tip";
    element("b", title, box);
    const body = box.appendChild(document.createElement("table"));
    for (const [name, value] of rows) {
      const row = body.insertRow();
      element("th", name, row);
      element("td", value, row);
    }
    return box;
  };

  /* Three digits, and one after the point at least: as exact as a chart can be read. */
  const withUnit = (chart) => (value) => {
    const size = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
    return value.toFixed(Math.min(Math.max(2 - size, 1), 4)) + " " + chart.unit;
  };

  const common = {
    animation: false,
    tooltip: {
      backgroundColor: paper,
      borderColor: rule,
      padding: [6, 10],
      textStyle: label,
      confine: true,
      transitionDuration: 0,
    },
  };

  const valueAxis = (unit, log) => ({
    type: log ? "log" : "value",
    name: unit,
    nameTextStyle: small,
    axisLabel: { ...small, hideOverlap: true },
    axisLine: { show: true, lineStyle: { color: ink } },
    axisTick: { show: true, lineStyle: { color: ink } },
    splitLine: { lineStyle: { color: rule, width: 0.7 } },
    minorTick: { show: log, splitNumber: 9, lineStyle: { color: soft } },
    minorSplitLine: { show: false },
  });


  /* So many pixels on a screen, fewer on paper, where a page should hold more than one chart. */
  const tall = (pixels) => (matchMedia("print").matches ? Math.round(0.72 * pixels) : pixels);

  /* The round number next to `value`, below it or above it: where a logarithmic axis ends. */
  const round = (value, up) => {
    const power = 10 ** Math.floor(Math.log10(value));
    const steps = [1, 2, 5, 10];
    const step = up
      ? steps.find((s) => s * power >= value)
      : steps.findLast((s) => s * power <= value);
    return Number((step * power).toPrecision(1));
  };

  /* A part of a request has the same colour in every chart of a page. */
  const parts = [];
  const partColour = (name) => {
    if (!parts.includes(name)) {
      parts.push(name);
    }
    return `var(--c${(parts.indexOf(name) % 8) + 1})`;
  };

  /* The heading of one of several drawings in a chart, `top` pixels below its edge. */
  const heading = (text, more, top) => ({
    text: `{name|${text.replace(/[{}|]/g, " ")}}  ${more}`,
    left: 0,
    top,
    padding: 0,
    textStyle: {
      ...small,
      fontWeight: "normal",
      rich: { name: { color: ink, fontFamily: sans, fontSize: 13, fontWeight: 600 } },
    },
  });

  return {
    ink,
    soft,
    rule,
    paper,
    sans,
    label,
    small,
    tip,
    withUnit,
    common,
    valueAxis,
    tall,
    round,
    partColour,
    heading,
    kinds: {},
  };
})();
