/* Draws the charts of a report page from the data inside the page. Colours are CSS variables, so
   that charts follow the theme, and paper, by themselves. */
(() => {
  "use strict";

  const ink = "var(--ink)";
  const soft = "var(--soft)";
  const rule = "var(--rule)";
  const paper = "var(--paper)";
  const sans = getComputedStyle(document.documentElement).getPropertyValue("--sans");
  const label = { color: ink, fontFamily: sans, fontSize: 13 };
  const small = { color: soft, fontFamily: sans, fontSize: 12 };

  const element = (tag, text, parent) => {
    const made = document.createElement(tag);
    made.textContent = text;
    if (parent) {
      parent.append(made);
    }
    return made;
  };

  /* A tooltip of names and values, built from nodes: names may hold any character. */
  const tip = (title, rows) => {
    const box = document.createElement("div");
    box.className = "tip";
    element("b", title, box);
    const body = box.appendChild(document.createElement("table"));
    for (const [name, value] of rows) {
      const row = body.insertRow();
      element("th", name, row);
      element("td", value, row);
    }
    return box;
  };

  /* Three digits, and one after the point at least: as exact as a chart can be read. */
  const withUnit = (chart) => (value) => {
    const size = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
    return value.toFixed(Math.min(Math.max(2 - size, 1), 4)) + " " + chart.unit;
  };

  const common = {
    animation: false,
    tooltip: {
      backgroundColor: paper,
      borderColor: rule,
      padding: [6, 10],
      textStyle: label,
      confine: true,
      transitionDuration: 0,
    },
  };

  const valueAxis = (unit, log) => ({
    type: log ? "log" : "value",
    name: unit,
    nameTextStyle: small,
    axisLabel: { ...small, hideOverlap: true },
    axisLine: { show: true, lineStyle: { color: ink } },
    axisTick: { show: true, lineStyle: { color: ink } },
    splitLine: { lineStyle: { color: rule, width: 0.7 } },
    minorTick: { show: log, splitNumber: 9, lineStyle: { color: soft } },
    minorSplitLine: { show: false },
  });

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

  const boxes = (chart) => {
    const own = chart.axis === "OWN";
    const plots = own
      ? chart.boxes.map((box, i) => plot(chart, [box], i, false))
      : [plot(chart, chart.boxes, 0, chart.axis === "LOGARITHMIC")];
    /* Axes of their own stand side by side, on a narrow page in two rows. */
    const arrange = (width) => {
      const across = Math.max(1, Math.min(plots.length, Math.floor(width / 150)));
      const rows = Math.ceil(plots.length / across);
      return {
        height: rows === 1 ? 360 : rows * 270,
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

  /* Each bar is drawn below its name, so that long names take no width. */
  const bars = (chart) => {
    const shown = withUnit(chart);
    const kinds = new Map();
    for (const part of chart.bars.flatMap((bar) => bar.parts)) {
      kinds.set(part.name, part.kind);
    }
    const names = [...kinds.keys()].filter((name) => kinds.get(name) !== "UNACCOUNTED");
    const colour = (name) => `var(--c${(names.indexOf(name) % 8) + 1})`;
    const parts = [];
    chart.bars.forEach((bar, i) => {
      let end = 0;
      let before = 0;
      for (const part of bar.parts) {
        const start = part.kind === "INSIDE" ? before : end;
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
            : { fill: colour(part.name), stroke: paper, lineWidth: 1 },
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
      legend: [...kinds].map(([name, kind]) => ({
        name,
        className: kind.toLowerCase(),
        colour: kind === "UNACCOUNTED" ? undefined : colour(name),
      })),
    };
  };

  /* Lines through points. A reference is named in the legend only. */
  const curves = (chart) => {
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
          height: chart.square ? side : 340,
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

  const kinds = { boxes, bars, curves };

  for (const chart of JSON.parse(document.getElementById("charts").textContent)) {
    const holder = document.querySelector(`#${chart.id} > .chart`);
    const { arrange, option, legend } = kinds[chart.kind](chart);
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
    drawn.setOption({ ...option, ...placed });
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
