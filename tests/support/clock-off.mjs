/** Loaded into a server, as `clock-off.mjs?minutes=-10`: its clock is that much off, for all that asks JavaScript's. */
const off = Number(new URL(import.meta.url).searchParams.get("minutes")) * 60_000;
const Real = Date;
globalThis.Date = class extends Real {
  constructor(...given) {
    if (given.length === 0) super(Real.now() + off);
    else super(...given);
  }

  static now() {
    return Real.now() + off;
  }
};
