/* Bars that are made of parts. */
(() => {
  "use strict";

  const { ink, soft, paper, sans, tip, withUnit, common, valueAxis, partColour, kinds } = edgewise;

  /* Each bar is drawn below its name, so that long names take no width. */
  kinds.bars = (chart) => {
    const shown = withUnit(chart);
    const kindOf = new Map();
    for (const part of chart.bars.flatMap((bar) => bar.parts)) {
      kindOf.set(part.name, part.kind);
    }
    const parts = [];
    chart.bars.forEach((bar, i) => {
      let end = 0;
      let before = 0;
      for (const part of bar.parts) {
        const start = part.kind === "INSIDE" ? Math.max(before, end - part.value) : end;
        parts.push({ ...part, bar: i, start, value: [i, start, start + part.value], size: part.value });
        if (part.kind !== "INSIDE") {
          before = end;
          end += part.value;
        }
      }
    });
    const thickness = 28;
    const draw = (params, api) => {
      const part = parts[params.dataIndex];
      const [x, y] = api.coord([part.value[1], part.bar]);
      const next = parts[params.dataIndex + 1];
      const holds = next !== undefined && next.bar === part.bar && next.kind === "INSIDE";
      const [to] = api.coord([part.value[2], part.bar]);
      const inside = part.kind === "INSIDE";
      const shape = {
        x,
        y: y + (inside ? thickness - 12 : 0),
        width: Math.max(to - x, 0.5),
        height: inside ? 8 : thickness,
      };
      const hollow = part.kind === "UNACCOUNTED";
      const children = [
        {
          type: "rect",
          shape,
          style: hollow
            ? { fill: "transparent", stroke: soft, lineDash: [3, 3], lineWidth: 1.2 }
            : { fill: partColour(part.name), stroke: paper, lineWidth: 1 },
        },
      ];
      if (!inside && to - x > part.name.length * 7.5 + 12) {
        children.push({
          type: "text",
          silent: true,
          style: {
            text: part.name,
            x: x + 6,
            y: y + (holds ? 9 : thickness / 2),
            verticalAlign: "middle",
            font: "12px " + sans,
            fill: hollow ? ink : paper,
          },
        });
      }
      return { type: "group", children };
    };
    const title = (params, api) => {
      const bar = chart.bars[params.dataIndex];
      const [x, y] = api.coord([0, params.dataIndex]);
      return {
        type: "text",
        silent: true,
        style: {
          text: `{name|${bar.name.replace(/[{}|]/g, " ")}}  ${shown(bar.total)}`,
          rich: {
            name: {
              font: "600 13px " + sans,
              fill: ink,
              stroke: paper,
              lineWidth: 4,
              lineHeight: 17,
            },
          },
          lineHeight: 17,
          x,
          y: y - 4,
          verticalAlign: "bottom",
          font: "13px " + sans,
          fill: soft,
          stroke: paper,
          lineWidth: 4,
          width: params.coordSys.width,
          overflow: "break",
        },
      };
    };
    return {
      arrange: (width) => ({ height: chart.bars.length * (width < 500 ? 78 : 66) + 44 }),
      option: {
        ...common,
        grid: { left: 4, right: 16, top: 0, bottom: 22, containLabel: true },
        xAxis: { ...valueAxis(chart.unit, false), nameLocation: "middle", nameGap: 24 },
        yAxis: {
          type: "category",
          inverse: true,
          data: chart.bars.map((bar) => bar.name),
          axisLabel: { show: false },
          axisTick: { show: false },
          axisLine: { lineStyle: { color: ink } },
        },
        series: [
          {
            type: "custom",
            data: parts.map((part) => part.value),
            encode: { x: [1, 2], y: 0 },
            renderItem: draw,
            clip: false,
            emphasis: { disabled: true },
            tooltip: {
              formatter: ({ dataIndex }) => {
                const part = parts[dataIndex];
                const bar = chart.bars[part.bar];
                const share = bar.total > 0 ? (100 * part.size) / bar.total : 0;
                return tip(bar.name, [
                  [part.name, shown(part.size)],
                  ["of the sum", share.toFixed(1) + " %"],
                ]);
              },
            },
          },
          {
            type: "custom",
            data: chart.bars.map((bar, i) => [i, 0]),
            encode: { x: 1, y: 0 },
            renderItem: title,
            clip: false,
            silent: true,
          },
        ],
      },
      legend: [...kindOf].map(([name, kind]) => ({
        name,
        className: kind.toLowerCase(),
        colour: kind === "UNACCOUNTED" ? undefined : partColour(name),
      })),
    };
  };
})();
