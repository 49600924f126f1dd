const COMMON = [
  "relative inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md font-medium",
  "transition-[background-color,border-color,color,box-shadow,opacity] touch-target",
  "disabled:cursor-not-allowed disabled:opacity-50 aria-busy:cursor-progress",
  "[&_svg]:size-4 [&_svg]:shrink-0",
];

const VARIANTS = {
  primary: "bg-accent text-on-accent shadow-low hover:bg-accent-hover",
  secondary: "border border-line-strong/60 bg-raised text-ink shadow-low hover:bg-hover",
  ghost: "text-ink-soft hover:bg-hover hover:text-ink data-[state=open]:bg-hover",
  cut: "bg-cut text-on-cut shadow-low hover:bg-cut-hover focus-visible:outline-cut",
  "cut-quiet":
    "border border-line-strong/60 bg-raised text-cut-ink shadow-low hover:border-cut/60 hover:bg-cut-soft",
  link: "h-auto! rounded-sm px-0! text-accent-ink underline decoration-accent/40 underline-offset-3 hover:decoration-accent",
};

const SIZES = {
  small: "h-7 px-2.5 text-meta coarse:h-9",
  medium: "h-8 px-3 text-ui coarse:h-11",
  large: "h-10 px-4 text-ui coarse:h-11",
};

export type ButtonVariant = keyof typeof VARIANTS;
export type ButtonSize = keyof typeof SIZES;

/** The classes of a button. What is no component of ours has only these: the page after an error is in every first script. */
export function buttonLook(variant: ButtonVariant = "secondary", size: ButtonSize = "medium") {
  return [...COMMON, VARIANTS[variant], SIZES[size]].join(" ");
}
