const WIDTH = 360;
const GAP = 6;
/** What decides where a letter of a field stands. */
const STYLES = [
  "boxSizing",
  "font",
  "letterSpacing",
  "wordSpacing",
  "lineHeight",
  "padding",
  "border",
  "textIndent",
  "direction",
  "tabSize",
] as const;

/** Where a list stands at a letter of a field, within the box around the field: above it, or below if that has more room. */
export function placeAtCaret(field: HTMLTextAreaElement, index: number) {
  const box = (field.offsetParent ?? field).getBoundingClientRect();
  const { left, top } = field.getBoundingClientRect();
  const letter = findLetter(field, index);
  const y = Math.max(top, top + letter.top - field.scrollTop);
  const below = y + letter.height;
  const rightmost = Math.max(0, box.width - WIDTH);
  return {
    left: Math.min(rightmost, Math.max(0, left + letter.left - box.left)),
    ...(window.innerHeight - below > y
      ? { top: below - box.top + GAP }
      : { bottom: box.bottom - y + GAP }),
  };
}

/** A field does not say where its letters are: a copy of it, which nobody sees, does. */
function findLetter(field: HTMLTextAreaElement, index: number) {
  const copy = document.createElement("div");
  const style = getComputedStyle(field);
  for (const name of STYLES) copy.style[name] = style[name];
  Object.assign(copy.style, {
    position: "fixed",
    visibility: "hidden",
    whiteSpace: "pre-wrap",
    overflowWrap: "break-word",
    width: `${field.clientWidth}px`,
  });
  copy.dir = field.matches(":dir(rtl)") ? "rtl" : "ltr";
  const letter = document.createElement("span");
  letter.textContent = field.value.slice(index, index + 1) || ".";
  copy.append(field.value.slice(0, index), letter);
  document.body.append(copy);
  const { offsetLeft: left, offsetTop: top, offsetHeight: height } = letter;
  copy.remove();
  return { left, top, height };
}
