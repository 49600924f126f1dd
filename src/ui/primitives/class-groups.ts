/**
 * The groups of classes that set the same property. It has only the properties that one of our components sets and
 * another may override: all of Tailwind would be a tenth of the page's script.
 */

type Values = readonly string[] | ((value: string) => boolean);

const any = () => true;
const isLength = (value: string) => /^\[[\d.]|^\[(?:calc|min|max|clamp)\(/.test(value);
const isNumber = (value: string) => value === "" || /^\d/.test(value) || isLength(value);
const isSize = (value: string) => SIZES.includes(value) || isLength(value);

const SIZES = "meta ui message title display xs sm base lg xl".split(" ");
const DISPLAYS =
  "block inline inline-block flex inline-flex grid inline-grid flow-root contents hidden";
const POSITIONS = "static fixed absolute relative sticky";
const SIDES = ["t", "r", "b", "l"];
/** Each is a group of its own, whatever its value. */
const OWN =
  "size w h min-w min-h max-w max-h p px py pt pr pb pl m mx my mt mr mb ml gap gap-x gap-y inset inset-x inset-y " +
  "top right bottom left bg shadow opacity z leading justify items self cursor whitespace overflow overflow-x " +
  "overflow-y animate duration rounded rounded-t rounded-r rounded-b rounded-l grid-cols origin";

/** Classes that are a group's whole name. */
const WHOLE = new Map([
  ...DISPLAYS.split(" ").map((name) => [name, "display"] as const),
  ...POSITIONS.split(" ").map((name) => [name, "position"] as const),
]);

/** A class that names its property, such as `[overflow-wrap:anywhere]`. */
const PROPERTY = /^\[([\w-]+):/;

/** What comes before the last hyphens of a class, and which group its value makes it. The first that fits counts. */
const PREFIXES: Record<string, readonly (readonly [group: string, values: Values])[]> = {
  ...Object.fromEntries(OWN.split(" ").map((prefix) => [prefix, [[prefix, any]]] as const)),
  flex: [
    ["flex", ["1", "auto", "none"]],
    ["flex-direction", ["row", "col"]],
    ["flex-wrap", ["wrap", "nowrap"]],
  ],
  grow: [["grow", isNumber]],
  shrink: [["shrink", isNumber]],
  font: [
    ["font-weight", ["normal", "medium", "semibold", "bold"]],
    ["font-family", ["sans", "mono", "emoji"]],
  ],
  text: [
    ["font-size", isSize],
    ["text-align", ["left", "center", "right"]],
    ["text-wrap", ["pretty", "balance"]],
    ["text-color", any],
  ],
  border: [
    ["border-style", ["solid", "dashed"]],
    ["border-width", isNumber],
    ["border-color", any],
  ],
  ...Object.fromEntries(
    SIDES.map((side) => [`border-${side}`, [[`border-width-${side}`, isNumber]]] as const),
  ),
};

/** The groups that a later class of each group also overrides. */
export const CONFLICTS: Record<string, readonly string[]> = {
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
  "border-width": SIDES.map((side) => `border-width-${side}`),
  "font-size": ["leading"],
};

/**
 * The group of a class without its variants; undefined for one that is not in a group.
 * @param name such as `px-2`, `-mt-1`, `text-ink/60` or `w-[calc(100%-2px)]`
 */
export function groupOf(name: string): string | undefined {
  const whole = WHOLE.get(name) ?? PROPERTY.exec(name)?.[1];
  if (whole) return whole;
  const text = name.startsWith("-") ? name.slice(1) : name;
  for (let end = text.length; end > 0; end = text.lastIndexOf("-", end - 1)) {
    const value = text.slice(end + 1);
    const found = PREFIXES[text.slice(0, end)]?.find(([, values]) =>
      typeof values === "function" ? values(value) : values.includes(value),
    );
    if (found) return found[0];
  }
  return undefined;
}
