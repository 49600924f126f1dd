/**
 * The groups of classes that set the same property. It has only the properties that one of our components sets and
 * another may override: all of Tailwind would be a tenth of the page's script.
 */

const any = () => true;
const isLength = (value: string) => /^\[[\d.]|^\[(?:calc|min|max|clamp)\(/.test(value);
const isNumber = (value: string) => value === "" || /^\d/.test(value) || isLength(value);

const sizes = ["meta", "ui", "message", "title", "display", "xs", "sm", "base", "lg", "xl"];
const weights = ["normal", "medium", "semibold", "bold"];
const sides = ["t", "r", "b", "l"];

const classGroups = {
  display: [
    "block",
    "inline",
    "inline-block",
    "flex",
    "inline-flex",
    "grid",
    "inline-grid",
    "flow-root",
    "contents",
    "hidden",
  ],
  position: ["static", "fixed", "absolute", "relative", "sticky"],
  ...own("size w h min-w min-h max-w max-h p px py pt pr pb pl m mx my mt mr mb ml"),
  ...own("gap gap-x gap-y inset inset-x inset-y top right bottom left bg shadow opacity z leading"),
  ...own("justify items self cursor whitespace overflow overflow-x overflow-y animate duration"),
  ...own("rounded rounded-t rounded-r rounded-b rounded-l grid-cols origin"),
  flex: [{ flex: ["1", "auto", "none"] }],
  "flex-direction": [{ flex: ["row", "col"] }],
  "flex-wrap": [{ flex: ["wrap", "nowrap"] }],
  grow: [{ grow: ["", isNumber] }],
  shrink: [{ shrink: ["", isNumber] }],
  "font-weight": [{ font: weights }],
  "font-family": [{ font: ["sans", "mono", "emoji"] }],
  "font-size": [{ text: [...sizes, isLength] }],
  "text-align": [{ text: ["left", "center", "right"] }],
  "text-wrap": [{ text: ["pretty", "balance"] }],
  "text-color": [{ text: [any] }],
  "border-style": [{ border: ["solid", "dashed"] }],
  "border-width": [{ border: ["", isNumber] }],
  ...Object.fromEntries(
    sides.map((side) => [`border-width-${side}`, [{ [`border-${side}`]: ["", isNumber] }]]),
  ),
  "border-color": [{ border: [any] }],
};

/** The groups that a later class of each group also overrides. */
const conflictingClassGroups = {
  size: ["w", "h"],
  p: ["px", "py", "pt", "pr", "pb", "pl"],
  px: ["pr", "pl"],
  py: ["pt", "pb"],
  m: ["mx", "my", "mt", "mr", "mb", "ml"],
  mx: ["mr", "ml"],
  my: ["mt", "mb"],
  gap: ["gap-x", "gap-y"],
  inset: ["inset-x", "inset-y", "top", "right", "bottom", "left"],
  "inset-x": ["right", "left"],
  "inset-y": ["top", "bottom"],
  overflow: ["overflow-x", "overflow-y"],
  rounded: ["rounded-t", "rounded-r", "rounded-b", "rounded-l"],
  "border-width": sides.map((side) => `border-width-${side}`),
  "font-size": ["leading"],
};

export function mergeConfig() {
  return {
    cacheSize: 500,
    theme: {},
    classGroups,
    conflictingClassGroups,
    conflictingClassGroupModifiers: { "font-size": ["leading"] },
    orderSensitiveModifiers: ["before", "after", "placeholder", "*", "**", "marker"],
  };
}

/** A group for each prefix. It accepts any value. */
function own(prefixes: string) {
  return Object.fromEntries(
    prefixes.split(" ").map((prefix) => [prefix, [{ [prefix]: ["", any] }]] as const),
  );
}
