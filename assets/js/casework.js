// The casework's own pages: a question that only matters while two answers differ or none is given, printing, ticking all.

for (const box of document.querySelectorAll("[data-differs]")) {
  const [one, other] = box.dataset.differs.split(" ");
  const form = box.closest("form");
  const chosen = (name) => form.querySelector(`input[name="${name}"]:checked`)?.value ?? "";
  const draw = () => {
    const [first, second] = [chosen(one), chosen(other)];
    const typed = box.querySelector("textarea").value.trim();
    box.hidden = !typed && (!first || !second || first === second);
  };
  form.addEventListener("change", draw);
  draw();
}

for (const box of document.querySelectorAll("[data-unexplored]")) {
  const names = box.dataset.unexplored.split(" ");
  const form = box.closest("form");
  const answers = () => names.map((name) => form.querySelector(`input[name="${name}"]:checked`)?.value);
  const draw = () => {
    const given = answers();
    const wanted = given.includes("") && given.every((value) => !value);
    box.hidden = !wanted && !box.querySelector("input").value.trim();
  };
  form.addEventListener("change", draw);
  draw();
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

for (const button of document.querySelectorAll("[data-tick-all]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const boxes = [...document.querySelectorAll(`input[type=checkbox][name="${button.dataset.tickAll}"]`)];
    const ticked = boxes.some((box) => !box.checked);
    for (const box of boxes) box.checked = ticked;
  });
}
