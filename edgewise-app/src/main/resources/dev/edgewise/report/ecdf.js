/* Distributions with their tail: the share that is at least as large, by powers of ten. */
(() => {
  "use strict";

  const { small, tip, withUnit, common, valueAxis, tall, round, kinds } = edgewise;

  const dashes = ["solid", [7, 4], [2, 3], [9, 3, 2, 3]];
  const percent = (share) => `${Number((100 * share).toPrecision(3))} %`;

  kinds.ecdf = (chart) => {
    const shown = withUnit(chart);
    const colour = (i) => `var(--c${(i % 8) + 1})`;
    const rarest = Math.min(...chart.lines.map((line) => line.steps.at(-1)[1]));
    const least = Math.min(...chart.lines.map((line) => line.steps[0][0]));
    const most = Math.max(...chart.lines.map((line) => line.steps.at(-1)[0]));
    return {
      arrange: () => ({
        height: tall(340),
        grid: { left: 4, right: 26, top: 34, bottom: 26, containLabel: true },
      }),
      option: {
        ...common,
        xAxis: {
          ...valueAxis(chart.unit, chart.log),
          nameLocation: "middle",
          nameGap: 28,
          scale: true,
          min: chart.log ? round(least, false) : undefined,
          max: chart.log ? round(most, true) : undefined,
        },
        yAxis: {
          ...valueAxis("at least as large", true),
          nameLocation: "end",
          nameGap: 14,
          nameTextStyle: { ...small, align: "left" },
          min: 10 ** Math.floor(Math.log10(rarest)),
          max: 1,
          axisLabel: { ...small, formatter: percent },
        },
        series: chart.lines.map((line, i) => ({
          type: "line",
          step: "start",
          data: line.steps,
          symbol: "circle",
          symbolSize: 6,
          showSymbol: line.steps.length < 4,
          lineStyle: { color: colour(i), width: 2, type: dashes[i % dashes.length] },
          itemStyle: { color: colour(i) },
          emphasis: { disabled: true },
        })),
        tooltip: {
          ...common.tooltip,
          trigger: "axis",
          axisPointer: { snap: true, lineStyle: { color: "var(--soft)" }, label: { show: false } },
          formatter: (points) =>
            tip(
              `at least ${shown(points[0].value[0])}`,
              points.map((point) => [
                chart.lines[point.seriesIndex].name,
                `${percent(point.value[1])} from ${shown(point.value[0])}`,
              ]),
            ),
        },
      },
      legend: chart.lines.map((line, i) => ({
        name: `${line.name} (n = ${line.n})`,
        className: `curve dash-${i % dashes.length}`,
        colour: colour(i),
      })),
    };
  };
})();
