/* Curves. */
(() => {
  "use strict";

  const { soft, paper, small, tip, common, valueAxis, tall, kinds } = edgewise;

  /* Lines through points. A reference is named in the legend only. */
  kinds.curves = (chart) => {
    const plain = (value) => Number(value.toFixed(3)).toString();
    const of = (axis, value) => plain(value) + (axis.unit ? " " + axis.unit : "");
    const axis = (wanted, more) => ({
      ...valueAxis(wanted.title, false),
      min: wanted.from,
      max: wanted.to,
      ...more,
    });
    const names = chart.curves.filter((curve) => curve.look !== "REFERENCE").map((c) => c.name);
    const colour = (curve) =>
      curve.look === "REFERENCE" ? soft : `var(--c${(names.indexOf(curve.name) % 8) + 1})`;
    const series = (curve) => {
      const marks = curve.look === "MARKS";
      const reference = curve.look === "REFERENCE";
      return {
        type: marks ? "scatter" : "line",
        data: curve.points,
        symbol: marks ? "diamond" : "circle",
        symbolSize: marks ? 12 : 7,
        showSymbol: curve.look === "DOTTED",
        silent: reference,
        lineStyle: {
          color: colour(curve),
          width: reference ? 1.2 : 2,
          type: reference ? [4, 4] : "solid",
        },
        itemStyle: { color: colour(curve), borderColor: paper, borderWidth: marks ? 1.5 : 1 },
        emphasis: { disabled: true },
        z: marks ? 4 : reference ? 1 : 3,
        tooltip: {
          formatter: ({ dataIndex, value }) =>
            tip(curve.notes[dataIndex] || curve.name, [
              [chart.x.name, of(chart.x, value[0])],
              [chart.y.name, of(chart.y, value[1])],
            ]),
        },
      };
    };
    return {
      arrange: (width) => {
        const side = Math.min(width, 430);
        return {
          height: chart.square ? side : tall(340),
          grid: {
            left: 4,
            right: chart.square ? width - side + 16 : 16,
            top: 34,
            bottom: 26,
            containLabel: true,
          },
        };
      },
      option: {
        ...common,
        xAxis: axis(chart.x, { nameLocation: "middle", nameGap: 28 }),
        yAxis: axis(chart.y, {
          nameLocation: "end",
          nameGap: 14,
          nameTextStyle: { ...small, align: "left" },
        }),
        series: chart.curves.map(series),
      },
      legend: chart.curves.map((curve) => ({
        name: curve.name,
        className: curve.look === "MARKS" ? "mean" : "curve " + curve.look.toLowerCase(),
        colour: colour(curve),
      })),
    };
  };
})();
