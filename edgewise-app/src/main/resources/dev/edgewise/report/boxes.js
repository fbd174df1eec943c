/* Box plots. */
(() => {
  "use strict";

  const { ink, paper, label, tip, withUnit, common, valueAxis, tall, kinds } = edgewise;

  /* Boxes over one axis, which is drawn in the grid `at`. */
  const plot = (chart, boxes, at, log) => {
    const shown = withUnit(chart);
    const all = boxes.flatMap((box) => [...box.five, ...box.outliers]);
    const least = Math.min(...all);
    const most = Math.max(...all);
    const axes = { xAxisIndex: at, yAxisIndex: at };
    const points = (name, values, look) => ({
      type: "scatter",
      ...axes,
      data: values,
      emphasis: { disabled: true },
      tooltip: { formatter: ({ value }) => tip(boxes[value[0]].name, [[name, shown(value[1])]]) },
      ...look,
    });
    return {
      xAxis: {
        type: "category",
        gridIndex: at,
        data: boxes.map((box) => box.name),
        axisLabel: { ...label, interval: 0, overflow: "break", hideOverlap: false },
        axisLine: { onZero: false, lineStyle: { color: ink } },
        axisTick: { show: false },
      },
      yAxis: {
        ...valueAxis(chart.unit, log),
        gridIndex: at,
        nameLocation: "end",
        scale: least > most / 2,
        min: log ? 10 ** Math.floor(Math.log10(least)) : undefined,
      },
      series: [
        {
          type: "boxplot",
          ...axes,
          data: boxes.map((box) => box.five),
          boxWidth: [14, 64],
          itemStyle: { color: "var(--box)", borderColor: "var(--line)", borderWidth: 1.5 },
          emphasis: { disabled: true },
          tooltip: {
            formatter: ({ dataIndex }) => {
              const box = boxes[dataIndex];
              const [low, q1, median, q3, high] = box.five.map(shown);
              return tip(box.name, [
                ["upper whisker", high],
                ["upper quartile", q3],
                ["mean", shown(box.mean)],
                ["median", median],
                ["lower quartile", q1],
                ["lower whisker", low],
                ["values", box.n],
              ]);
            },
          },
        },
        points(
          "value",
          boxes.flatMap((box, i) => box.outliers.map((value) => [i, value])),
          {
            symbolSize: 5,
            itemStyle: { color: "transparent", borderColor: "var(--line)", borderWidth: 0.9 },
          },
        ),
        points(
          "mean",
          boxes.map((box, i) => [i, box.mean]),
          {
            symbol: "diamond",
            symbolSize: 10,
            itemStyle: { color: "var(--accent)", borderColor: paper, borderWidth: 1 },
          },
        ),
      ],
    };
  };

  kinds.boxes = (chart) => {
    const own = chart.axis === "OWN";
    const plots = own
      ? chart.boxes.map((box, i) => plot(chart, [box], i, false))
      : [plot(chart, chart.boxes, 0, chart.axis === "LOGARITHMIC")];
    /* Axes of their own stand side by side, on a narrow page in two rows. */
    const arrange = (width) => {
      const across = Math.max(1, Math.min(plots.length, Math.floor(width / 150)));
      const rows = Math.ceil(plots.length / across);
      return {
        height: tall(rows === 1 ? 360 : rows * 270),
        grid: plots.map((_, i) => ({
          left: `${(100 * (i % across)) / across}%`,
          width: `${100 / across - (own ? 2 : 1.5)}%`,
          top: `${(100 * Math.floor(i / across)) / rows + (rows === 1 ? 9 : 5)}%`,
          height: rows === 1 ? "89%" : `${100 / rows - 7}%`,
          containLabel: true,
        })),
      };
    };
    return {
      arrange,
      option: {
        ...common,
        xAxis: plots.map((made) => made.xAxis),
        yAxis: plots.map((made) => made.yAxis),
        series: plots.flatMap((made) => made.series),
      },
      legend: [
        { name: "mean", className: "mean", colour: "var(--accent)" },
        { name: "beyond the whiskers", className: "outlier" },
        ...(own ? [{ name: "each on an axis of its own", className: "note" }] : []),
      ],
    };
  };
})();
