// The drawing of the network, to be explored: ties of the node under the pointer stand out; on demand nodes can be
// dragged and the drawing zoomed (Cytoscape.js), and taken away as a picture. Without this script the drawing is still.
"use strict";

(() => {
  let library; // loaded once, and only when it is wanted
  const load = () =>
    (library ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = "/static/vendor/cytoscape.min.js";
      script.addEventListener("load", () => resolve(window.cytoscape));
      script.addEventListener("error", () => reject(new Error("the library could not be loaded")));
      document.head.append(script);
    }));

  const begin = () => {
    const canvas = document.getElementById("network");
    const svg = canvas?.querySelector("svg");
    if (!svg) return;
    const nodes = [...svg.querySelectorAll("a[data-node]")];
    const edges = [...svg.querySelectorAll("path.edge")];

    const highlight = (iri) => {
      const near = new Set(iri === null ? [] : [iri]);
      for (const edge of edges) {
        const tied = iri === null || edge.dataset.source === iri || edge.dataset.end === iri;
        edge.classList.toggle("faded", !tied);
        if (tied && iri !== null) near.add(edge.dataset.source).add(edge.dataset.end);
      }
      for (const node of nodes) node.classList.toggle("faded", iri !== null && !near.has(node.dataset.node));
    };
    for (const node of nodes) {
      node.addEventListener("pointerenter", () => highlight(node.dataset.node));
      node.addEventListener("pointerleave", () => highlight(null));
    }

    const button = (text) => Object.assign(document.createElement("button"), { type: "button", textContent: text });
    const explore = button("Drag and zoom");
    const picture = button("Picture (PNG)");
    const tools = document.createElement("p");
    tools.className = "tools";
    tools.append(explore, picture);
    canvas.before(tools);

    const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const LINES = {
      for: ["--for", "solid"],
      congruence: ["--for", "solid"],
      neither: ["--neither", "dotted"],
      against: ["--against", "dashed"],
      conflict: ["--against", "dashed"],
      mixed: ["--warn", "dashed"],
    };

    const elements = () => [
      ...nodes.map((node) => {
        const shape = node.querySelector("circle, rect").getBBox();
        return {
          data: { id: node.dataset.node, label: node.dataset.label, address: node.getAttribute("href"), size: shape.width },
          position: { x: shape.x + shape.width / 2, y: shape.y + shape.height / 2 },
          classes: node.querySelector("circle") ? "actor" : "target",
        };
      }),
      ...edges.map((edge) => {
        const [name, style] = LINES[[...edge.classList].find((kind) => kind in LINES)];
        return {
          data: { source: edge.dataset.source, target: edge.dataset.end, address: edge.closest("a").getAttribute("href"), width: Number(edge.getAttribute("stroke-width")), colour: colour(name), style },
        };
      }),
    ];

    const draw = (cytoscape, container, drawn) =>
      cytoscape({
        container,
        elements: drawn,
        layout: { name: "preset" },
        style: [
          { selector: "node", style: { label: "data(label)", width: "data(size)", height: "data(size)", "font-size": 12, "text-valign": "bottom", "text-margin-y": 3, color: colour("--ink"), "text-outline-color": colour("--paper"), "text-outline-width": 2, "border-width": 1.5, "border-color": colour("--ink") } },
          { selector: ".actor", style: { "background-color": colour("--link"), "border-color": colour("--paper") } },
          { selector: ".target", style: { shape: "rectangle", "background-color": colour("--paper") } },
          { selector: "edge", style: { width: "data(width)", "line-color": "data(colour)", "line-style": "data(style)", opacity: 0.65, "curve-style": "bezier" } },
          { selector: ".faded", style: { opacity: 0.12 } },
        ],
      });

    let graph;
    const start = async () => {
      if (graph) return graph;
      const cytoscape = await load();
      const drawn = elements(); // while the drawing is still there to be measured
      const stage = document.createElement("div");
      stage.className = "stage";
      stage.setAttribute("role", "img");
      stage.setAttribute("aria-label", svg.getAttribute("aria-label"));
      canvas.append(stage);
      svg.classList.add("replaced");
      graph = draw(cytoscape, stage, drawn);
      graph.fit(undefined, 20);
      graph.on("mouseover", "node", ({ target }) => graph.elements().difference(target.closedNeighborhood()).addClass("faded"));
      graph.on("mouseout", "node", () => graph.elements().removeClass("faded"));
      graph.on("dbltap", "node, edge", ({ target }) => location.assign(target.data("address")));
      explore.textContent = "Back to the places of before";
      return graph;
    };
    const stop = () => {
      graph.destroy();
      graph = undefined;
      canvas.querySelector(".stage").remove();
      svg.classList.remove("replaced");
      explore.textContent = "Drag and zoom";
    };
    const told = (error) => {
      explore.disabled = picture.disabled = true;
      explore.textContent = `Not possible now: ${error.message}`;
    };

    explore.addEventListener("click", () => (graph ? stop() : start().catch(told)));
    picture.addEventListener("click", async () => {
      try {
        const before = graph;
        const shown = await start();
        const file = shown.png({ output: "blob", full: true, scale: 2, bg: colour("--paper") });
        const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: "communique-network.png" });
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
        if (!before) stop();
      } catch (error) {
        told(error);
      }
    });
  };

  begin();
  document.addEventListener("htmx:afterSettle", begin); // another drawing has come with other filters
})();
