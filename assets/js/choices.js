// Shows what belongs to a choice only while it is chosen: `data-shows="id"` on a radio, a tick or an option.

export function startChoices() {
  for (const form of document.querySelectorAll("form:has([data-shows])")) {
    const draw = () => {
      for (const choice of form.querySelectorAll("[data-shows]")) {
        const shown = document.getElementById(choice.dataset.shows);
        if (shown) shown.hidden = !(choice.checked ?? choice.selected);
      }
    };
    form.addEventListener("change", draw);
    draw();
  }
}
