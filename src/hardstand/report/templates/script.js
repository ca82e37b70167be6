// Lays the later picture of a pair over the earlier one. Without it the two stand side by side.
(() => {
  "use strict";
  const lay = (box) => {
    const pictures = box.querySelectorAll("img");
    if (pictures.length !== 2) return;
    const line = document.createElement("span");
    const slider = document.createElement("input");
    line.className = "curtain";
    line.style.aspectRatio = `${pictures[0].width} / ${pictures[0].height}`;
    Object.assign(slider, { type: "range", min: "0", max: "100", value: "50" });
    slider.setAttribute("aria-label", `Earlier or later picture: ${box.dataset.name}`);
    const show = (share) => {
      slider.value = String(share);
      box.style.setProperty("--cut", `${slider.value}%`);
      slider.setAttribute("aria-valuetext", `${100 - slider.value} % later picture`);
    };
    const drag = (event) => {
      if (event.type === "pointermove" && !(event.buttons & 1)) return;
      const { left, width } = line.getBoundingClientRect();
      show(Math.round((100 * (event.clientX - left)) / width));
    };
    slider.addEventListener("input", () => show(slider.value));
    line.addEventListener("pointerdown", drag);
    line.addEventListener("pointermove", drag);
    box.append(line, slider);
    box.classList.add("laid");
    show(50);
  };
  // What a link leads to may be folded away, and not every browser unfolds it.
  const unfold = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let fold = target?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    if (target?.closest("details")) target.scrollIntoView();
  };
  addEventListener("hashchange", unfold);
  unfold();
  document.documentElement.classList.add("scripting");
  document.querySelectorAll(".compare").forEach(lay);
})();
