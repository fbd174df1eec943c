/* Requests as waterfalls: a row for each part. */
(() => {
  "use strict";

  const {
    ink,
    soft,
    paper,
    sans,
    label,
    tip,
    withUnit,
    common,
    valueAxis,
    partColour,
    heading,
    kinds,
  } = edgewise;

  const row = 21;
  const around = 54;

  kinds.waterfall = (chart) => {
    const shown = withUnit(chart);
    const { requests } = chart;
    const tops = [];
    let height = 0;
    for (const request of requests) {
      tops.push(height);
      height += request.rows.length * row + around;
    }
    const series = (request, at) => ({
      type: "custom",
      xAxisIndex: at,
      yAxisIndex: at,
      data: request.rows.map((part, i) => [part.from, i, part.to]),
      encode: { x: [0, 2], y: 1 },
      clip: false,
      emphasis: { disabled: true },
      renderItem: (params, api) => {
        const part = request.rows[params.dataIndex];
        const [from, y] = api.coord([part.from, params.dataIndex]);
        const [to] = api.coord([part.to, params.dataIndex]);
        const thick = part.kind === "INSIDE" ? 7 : 13;
        const room = 70;
        const after = to + room < params.coordSys.x + params.coordSys.width;
        const before = from - room > params.coordSys.x;
        return {
          type: "group",
          children: [
            {
              type: "rect",
              shape: { x: from, y: y - thick / 2, width: Math.max(to - from, 1), height: thick },
              style:
                part.kind === "UNACCOUNTED"
                  ? { fill: "transparent", stroke: soft, lineDash: [3, 3], lineWidth: 1.2 }
                  : { fill: partColour(part.name) },
            },
            {
              type: "text",
              silent: true,
              style: {
                text: shown(part.to - part.from),
                x: after ? to + 6 : before ? from - 6 : to - 6,
                y,
                align: after ? "left" : "right",
                verticalAlign: "middle",
                font: "12px " + sans,
                fill: after || before ? ink : paper,
                stroke: after || before ? paper : "transparent",
                lineWidth: 3,
              },
            },
          ],
        };
      },
      tooltip: {
        formatter: ({ dataIndex }) => {
          const part = request.rows[dataIndex];
          return tip(request.name, [
            [part.name, shown(part.to - part.from)],
            ["from", shown(part.from)],
            ["to", shown(part.to)],
          ]);
        },
      },
    });
    return {
      arrange: () => ({
        height,
        grid: requests.map((request, i) => ({
          left: 108,
          right: 16,
          top: tops[i] + 25,
          height: request.rows.length * row,
        })),
      }),
      option: {
        ...common,
        title: requests.map((request, i) => heading(request.name, shown(request.total), tops[i] + 4)),
        xAxis: requests.map((request, i) => ({
          ...valueAxis("", false),
          gridIndex: i,
          min: 0,
          max: request.total > 0 ? request.total : undefined,
          axisLabel: { ...valueAxis("", false).axisLabel, showMaxLabel: false },
        })),
        yAxis: requests.map((request, i) => ({
          type: "category",
          gridIndex: i,
          inverse: true,
          data: request.rows.map((part) => part.name),
          axisLabel: { ...label, fontSize: 12, interval: 0, width: 98, overflow: "truncate" },
          axisTick: { show: false },
          axisLine: { lineStyle: { color: ink } },
        })),
        series: requests.map(series),
      },
      legend:
        requests.length > 1 ? [{ name: "each on an axis of its own", className: "note" }] : [],
    };
  };
})();
