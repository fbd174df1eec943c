/* Draws the charts from the data inside the page. */
(() => {
  "use strict";

  for (const chart of JSON.parse(document.getElementById("charts").textContent)) {
    const holder = document.querySelector(`#${chart.id} > .chart`);
    const { arrange, option, legend } = edgewise.kinds[chart.kind](chart);
    const list = document.createElement("ul");
    list.className = "legend";
    list.setAttribute("aria-hidden", "true");
    for (const { name, className, colour } of legend) {
      const item = list.appendChild(document.createElement("li"));
      item.className = className;
      if (className !== "note") {
        const swatch = item.appendChild(document.createElement("i"));
        if (colour) {
          swatch.style.setProperty("--swatch", colour);
        }
      }
      item.append(name);
    }
    holder.before(list);
    const { height, ...placed } = arrange(holder.clientWidth);
    holder.style.height = height + "px";
    const drawn = echarts.init(holder, null, { renderer: "svg" });
    drawn.setOption({ ...placed, ...option });
    drawn.setOption(placed);
    const fit = () => {
      const { height, ...placed } = arrange(holder.clientWidth);
      holder.style.height = height + "px";
      drawn.resize({ width: holder.clientWidth, height });
      drawn.setOption(placed);
    };
    new ResizeObserver(fit).observe(holder);
    matchMedia("print").addEventListener("change", fit);
    addEventListener("beforeprint", fit);
    addEventListener("afterprint", fit);
  }
})();
