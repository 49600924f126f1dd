/** How a refused request is shown whose browser named no origin. */
export const NO_ORIGIN = "(none)";

/** So many characters of a refused origin are kept. One of this length may have been cut. */
export const KEPT_OF_ORIGIN = 200;
