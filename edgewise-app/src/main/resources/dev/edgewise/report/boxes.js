/* Box plots. */
(() => {
  "use strict";

  const { ink, paper, sans, label, tip, withUnit, common, valueAxis, tall, kinds } = edgewise;

  const letter = 7.2;
  const widest = 740;
  const each = 58;

  /* Whether names are too long to stand side by side, even on a wide page. */
  const lies = (chart) =>
    chart.axis !== "OWN" &&
    chart.boxes.some((box) => box.name.length * letter > widest / chart.boxes.length);

  /* Boxes over one axis, which is drawn in the grid `at`; they stand, or lie one below the other. */
  const plot = (chart, boxes, at, log, lying) => {
    const shown = withUnit(chart);
    const place = (i, value) => (lying ? [value, i] : [i, value]);
    const index = ({ value }) => (lying ? value[1] : value[0]);
    const size = ({ value }) => (lying ? value[0] : value[1]);
    const all = boxes.flatMap((box) => [...box.five, ...box.outliers]);
    const least = Math.min(...all);
    const most = Math.max(...all);
    const axes = { xAxisIndex: at, yAxisIndex: at };
    const points = (name, values, look) => ({
      type: "scatter",
      ...axes,
      data: values,
      emphasis: { disabled: true },
      tooltip: { formatter: (at) => tip(boxes[index(at)].name, [[name, shown(size(at))]]) },
      ...look,
    });
    const names = {
      type: "category",
      gridIndex: at,
      inverse: lying,
      data: boxes.map((box) => box.name),
      axisLabel: { ...label, show: !lying, interval: 0, overflow: "break", hideOverlap: false },
      axisLine: { onZero: false, lineStyle: { color: ink } },
      axisTick: { show: false },
    };
    const values = {
      ...valueAxis(chart.unit, log),
      gridIndex: at,
      nameLocation: "end",
      scale: least > most / 2,
      min: log ? 10 ** Math.floor(Math.log10(least)) : undefined,
    };
    /* The name of a box that lies, above it. */
    const title = (params, api) => {
      const [, y] = api.coord([values.min ?? least, params.dataIndex]);
      return {
        type: "text",
        silent: true,
        style: {
          text: boxes[params.dataIndex].name,
          x: params.coordSys.x + 6,
          y: y - each / 2 + 10,
          verticalAlign: "middle",
          font: "13px " + sans,
          fill: ink,
          stroke: paper,
          lineWidth: 4,
          width: params.coordSys.width - 12,
          overflow: "truncate",
        },
      };
    };
    return {
      xAxis: lying ? values : names,
      yAxis: lying ? names : values,
      series: [
        {
          type: "boxplot",
          ...axes,
          data: boxes.map((box) => box.five),
          boxWidth: lying ? [14, 20] : [14, 64],
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
          boxes.flatMap((box, i) => box.outliers.map((value) => place(i, value))),
          {
            symbolSize: 5,
            itemStyle: { color: "transparent", borderColor: "var(--line)", borderWidth: 0.9 },
          },
        ),
        points(
          "mean",
          boxes.map((box, i) => place(i, box.mean)),
          {
            symbol: "diamond",
            symbolSize: 10,
            itemStyle: { color: "var(--accent)", borderColor: paper, borderWidth: 1 },
          },
        ),
        ...(lying
          ? [
              {
                type: "custom",
                ...axes,
                data: boxes.map((box, i) => place(i, box.five[2])),
                encode: { x: 0, y: 1 },
                renderItem: title,
                silent: true,
              },
            ]
          : []),
      ],
    };
  };

  kinds.boxes = (chart) => {
    const own = chart.axis === "OWN";
    const lying = lies(chart);
    const plots = own
      ? chart.boxes.map((box, i) => plot(chart, [box], i, false, false))
      : [plot(chart, chart.boxes, 0, chart.axis === "LOGARITHMIC", lying)];
    /* Axes of their own stand side by side, on a narrow page in two rows. */
    const arrange = (width) => {
      if (lying) {
        return {
          height: chart.boxes.length * each + 44,
          grid: { left: 4, right: 40, top: 4, bottom: 4, containLabel: true },
        };
      }
      const across = Math.max(1, Math.min(plots.length, Math.floor(width / 150)));
      const rows = Math.ceil(plots.length / across);
      const room = width / (own ? across : chart.boxes.length) - 12;
      const small = chart.boxes.some((box) => box.name.length * letter > room);
      return {
        xAxis: plots.map(() => ({ axisLabel: { width: room, fontSize: small ? 11 : 13 } })),
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
