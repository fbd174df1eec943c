/* Values over the time they were taken at, in tracks one below the other. */
(() => {
  "use strict";

  const { ink, soft, small, tip, withUnit, common, valueAxis, round, heading, kinds } = edgewise;

  const each = 148;
  const cross = "path://M0,0L10,10M10,0L0,10";
  const looks = {
    ordinary: { symbol: "circle", symbolSize: 3.5, itemStyle: { color: "var(--line)", opacity: 0.6 } },
    "warm-up": { symbol: "circle", symbolSize: 3.5, itemStyle: { color: soft, opacity: 0.55 } },
    "cold start": { symbol: "triangle", symbolSize: 7, itemStyle: { color: "var(--c2)" } },
    outlier: {
      symbol: "circle",
      symbolSize: 6.5,
      itemStyle: { color: "transparent", borderColor: "var(--accent)", borderWidth: 1.4 },
    },
    "not answered": {
      symbol: cross,
      symbolSize: 8,
      itemStyle: { color: "transparent", borderColor: "var(--accent)", borderWidth: 2 },
    },
  };

  kinds.series = (chart) => {
    const shown = withUnit(chart);
    const { tracks } = chart;
    const marks = Object.keys(looks).filter((mark) => tracks.some((track) => track.points[mark]));
    const times = tracks.flatMap((track) => Object.values(track.points).flat().map(([time]) => time));
    const begin = times.reduce((a, b) => Math.min(a, b));
    const end = times.reduce((a, b) => Math.max(a, b));
    const series = (track, at) =>
      Object.entries(track.points).map(([mark, data], i) => ({
        type: "scatter",
        xAxisIndex: at,
        yAxisIndex: at,
        data,
        ...looks[mark],
        emphasis: { disabled: true },
        tooltip: {
          formatter: ({ value }) =>
            tip(track.name, [
              [mark, shown(value[1])],
              [chart.time, `${value[0]} s`],
            ]),
        },
        markArea:
          i === 0
            ? {
                silent: true,
                itemStyle: { color: "var(--rule)", opacity: 0.4 },
                data: track.warm.map(([from, to], n) => [{ xAxis: n === 0 ? begin : from }, { xAxis: to }]),
              }
            : undefined,
      }));
    const reduced = (track, of) =>
      Object.values(track.points)
        .flat()
        .map(([, value]) => value)
        .reduce((a, b) => of(a, b));
    return {
      arrange: () => ({
        height: tracks.length * each + 30,
        grid: tracks.map((_, i) => ({
          left: 58,
          right: 12,
          top: i * each + 28,
          height: each - 48,
        })),
      }),
      option: {
        ...common,
        title: tracks.map((track, i) =>
          heading(
            track.name,
            track.drawn === track.size ? chart.unit : `${chart.unit}; ${track.drawn} of ${track.size} drawn`,
            i * each + 4,
          ),
        ),
        xAxis: tracks.map((_, i) => ({
          ...valueAxis(i === tracks.length - 1 ? `${chart.time} (s)` : "", false),
          gridIndex: i,
          nameLocation: "middle",
          nameGap: 26,
          min: begin,
          max: end,
          axisLabel: {
            ...small,
            show: i === tracks.length - 1,
            hideOverlap: true,
            showMinLabel: false,
            showMaxLabel: false,
          },
          axisLine: { onZero: false, lineStyle: { color: ink } },
          splitLine: { show: false },
        })),
        yAxis: tracks.map((track, i) => ({
          ...valueAxis("", track.log),
          gridIndex: i,
          splitNumber: 3,
          min: track.log ? round(reduced(track, Math.min), false) : 0,
          max: track.log ? round(reduced(track, Math.max), true) : undefined,
        })),
        series: tracks.flatMap(series),
      },
      legend: [
        ...marks.map((mark) => ({ name: mark, className: "mark " + mark.replaceAll(" ", "-") })),
        ...(tracks.some((track) => track.warm.length > 0)
          ? [{ name: "while warming up", className: "shaded" }]
          : []),
      ],
    };
  };
})();
