// Times as the service writes them: 2:30pm, 4pm, midday.
export function clockTime(at) {
  const hours = at.getHours();
  const minutes = at.getMinutes();
  if (minutes === 0 && hours === 0) return "midnight";
  if (minutes === 0 && hours === 12) return "midday";
  const shown = minutes ? `:${String(minutes).padStart(2, "0")}` : "";
  return `${hours % 12 || 12}${shown}${hours >= 12 ? "pm" : "am"}`;
}
