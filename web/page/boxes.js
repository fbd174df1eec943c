/* Box plots of the times. */

import { colour } from "./draw.js";

/* The value below which `part` of the sorted values lie, interpolated. */
const quantile = (sorted, part) => {
  const place = part * (sorted.length - 1);
  const below = Math.floor(place);
  return sorted[below] + (place - below) * ((sorted[below + 1] ?? sorted[below]) - sorted[below]);
};

/* A box as Tukey draws it: whiskers to the furthest values within 1.5 boxes, the rest as points.
   `edge` is whether they were measured in the browser. */
export const box = (name, values, edge = false) => {
  const sorted = Float64Array.from(values).sort();
  const [q1, median, q3] = [0.25, 0.5, 0.75].map((part) => quantile(sorted, part));
  const reach = 1.5 * (q3 - q1);
  const inside = sorted.filter((value) => value >= q1 - reach && value <= q3 + reach);
  return {
    name,
    edge,
    n: sorted.length,
    least: sorted[0],
    most: sorted[sorted.length - 1],
    low: inside[0],
    q1,
    median,
    q3,
    high: inside[inside.length - 1],
    beyond: [...sorted.filter((value) => value < q1 - reach || value > q3 + reach)],
  };
};

let charts;

/* The charts' library, fetched when it is first needed. */
const library = () => {
  charts ??= import("/web/echarts.js").then(
    () => globalThis.echarts,
    (error) => {
      charts = undefined;
      throw error;
    },
  );
  return charts;
};

export const millis = (value) => value.toFixed(value < 10 ? 2 : 1);

const sentence = ({ name, n, median, q1, q3 }) =>
  `${name}: median ${millis(median)} ms of ${n}, half of them from ${millis(q1)} to ${millis(q3)} ms`;

/* Takes what was drawn away. */
export const clearBoxes = (holder) => {
  holder.setAttribute("aria-label", "Box plot: nothing was measured yet");
  globalThis.echarts?.getInstanceByDom(holder)?.dispose();
};

/* Draws boxes under each other: the browser's in the edge's colour. */
export const drawBoxes = async (holder, boxes) => {
  holder.setAttribute("aria-label", `Box plot. ${boxes.map(sentence).join(". ")}.`);
  const echarts = await library();
  const chart = echarts.getInstanceByDom(holder) ?? echarts.init(holder);
  chart.resize();
  const small = { color: colour("soft"), fontSize: 12, fontFamily: getComputedStyle(holder).fontFamily };
  const narrow = holder.clientWidth < 480;
  const all = boxes.flatMap(({ least, most }) => [least, most]);
  const log = Math.min(...all) > 0 && Math.max(...all) / Math.min(...all) > 20;
  const names = boxes.map(({ name }) => name);
  chart.setOption(
    {
      animation: false,
      grid: { left: narrow ? 4 : 8, right: 32, top: narrow ? 26 : 8, bottom: 30, containLabel: true },
      xAxis: {
        type: log ? "log" : "value",
        name: "ms",
        nameLocation: "middle",
        nameGap: 26,
        nameTextStyle: small,
        axisLabel: { ...small, hideOverlap: true },
        axisLine: { show: true, lineStyle: { color: colour("ink") } },
        splitLine: { lineStyle: { color: colour("rule") } },
        min: log ? 10 ** Math.floor(Math.log10(Math.min(...all))) : 0,
      },
      yAxis: {
        type: "category",
        inverse: true,
        data: names,
        axisLabel: { ...small, color: colour("ink"), width: narrow ? 76 : 170, overflow: "break", lineHeight: 15 },
        axisLine: { show: false },
        axisTick: { show: false },
      },
      series: [
        {
          type: "boxplot",
          data: boxes.map(({ edge, low, q1, median, q3, high }) => ({
            value: [low, q1, median, q3, high],
            itemStyle: {
              color: colour(edge ? "edge-box" : "box"),
              borderColor: colour(edge ? "edge" : "line"),
              borderWidth: 1.6,
            },
          })),
          boxWidth: [12, 30],
          emphasis: { disabled: true },
        },
        {
          type: "scatter",
          data: boxes.flatMap(({ name, beyond }) => beyond.map((value) => [value, name])),
          symbolSize: 5,
          itemStyle: { color: "transparent", borderColor: colour("soft"), borderWidth: 1 },
          emphasis: { disabled: true },
        },
      ],
    },
    true,
  );
};
