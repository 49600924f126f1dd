/** An origin whose requests were refused. */
export interface RefusedOrigin {
  /** As it was sent, encoded and cut at 200 characters; `(none)` where a browser named none. */
  origin: string;
  count: number;
  firstAt: string;
  lastAt: string;
  /** The addresses that it came from last, the latest first. */
  addresses: string[];
}

export interface OriginList {
  /** The origins of `ALLOWED_ORIGINS`. */
  allowed: string[];
  /** Over all nodes, the latest first. */
  refused: RefusedOrigin[];
}
