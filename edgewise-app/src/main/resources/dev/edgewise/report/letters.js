/* Letter-value plots, lying, each over an axis of its own. */
(() => {
  "use strict";

  const { ink, paper, tip, withUnit, common, valueAxis, round, heading, kinds } = edgewise;

  const each = 104;
  const thickest = 38;
  const thinnest = 5;

  kinds.letters = (chart) => {
    const shown = withUnit(chart);
    const series = (group, at) => {
      const axes = { xAxisIndex: at, yAxisIndex: at };
      const outwards = group.pairs.length;
      const draw = (params, api) => {
        const pair = group.pairs[outwards - 1 - params.dataIndex];
        const depth = outwards - 1 - params.dataIndex;
        const [from, y] = api.coord([pair.low, 0]);
        const [to] = api.coord([pair.high, 0]);
        const height = thickest - ((thickest - thinnest) * depth) / Math.max(1, outwards - 1);
        return {
          type: "rect",
          shape: { x: from, y: y - height / 2, width: Math.max(to - from, 0.5), height },
          style: {
            fill: `color-mix(in srgb, var(--line) ${Math.max(8, 34 - 5 * depth)}%, var(--paper))`,
            stroke: "var(--line)",
            lineWidth: 1.1,
          },
        };
      };
      return [
        {
          type: "custom",
          ...axes,
          data: group.pairs.map((pair) => [pair.low, 0, pair.high]).reverse(),
          encode: { x: [0, 2], y: 1 },
          renderItem: draw,
          emphasis: { disabled: true },
          tooltip: {
            formatter: ({ dataIndex }) => {
              const pair = group.pairs[outwards - 1 - dataIndex];
              return tip(group.name, [
                [`${pair.held} of the values`, `${shown(pair.low)} to ${shown(pair.high)}`],
                ["median", shown(group.median)],
              ]);
            },
          },
        },
        {
          type: "scatter",
          ...axes,
          data: group.beyond.map((value) => [value, 0]),
          symbolSize: 5,
          itemStyle: { color: "transparent", borderColor: "var(--line)", borderWidth: 0.9 },
          emphasis: { disabled: true },
          tooltip: { formatter: ({ value }) => tip(group.name, [["value", shown(value[0])]]) },
        },
        {
          type: "scatter",
          ...axes,
          data: [[group.median, 0]],
          symbol: "rect",
          symbolSize: [3, thickest],
          itemStyle: { color: "var(--accent)", borderColor: paper, borderWidth: 0.5 },
          emphasis: { disabled: true },
          tooltip: { formatter: ({ value }) => tip(group.name, [["median", shown(value[0])]]) },
        },
      ];
    };
    const least = (group) => Math.min(group.pairs.at(-1).low, ...group.beyond);
    const most = (group) => Math.max(group.pairs.at(-1).high, ...group.beyond);
    return {
      arrange: () => ({
        height: chart.groups.length * each,
        grid: chart.groups.map((_, i) => ({
          left: 14,
          right: 34,
          top: i * each + 26,
          height: thickest + 8,
        })),
      }),
      option: {
        ...common,
        title: chart.groups.map((group, i) =>
          heading(group.name, `${shown(group.median)}, n = ${group.n}`, i * each + 4),
        ),
        xAxis: chart.groups.map((group, i) => ({
          ...valueAxis(chart.unit, group.log),
          gridIndex: i,
          scale: true,
          nameGap: 8,
          axisLine: { show: true, onZero: false, lineStyle: { color: ink } },
          min: group.log ? round(least(group), false) : undefined,
          max: group.log ? round(most(group), true) : undefined,
        })),
        yAxis: chart.groups.map((_, i) => ({
          type: "category",
          gridIndex: i,
          data: [""],
          show: false,
        })),
        series: chart.groups.flatMap(series),
      },
      legend: [
        { name: "median", className: "median", colour: "var(--accent)" },
        { name: "boxes outwards: 50 %, 75 %, 87.5 % … of the values", className: "letters" },
        { name: "beyond", className: "outlier" },
        ...(chart.groups.length > 1
          ? [{ name: "each on an axis of its own", className: "note" }]
          : []),
      ],
    };
  };
})();
