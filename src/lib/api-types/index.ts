/** The JSON shapes of the public interface, shared by server, pages and browser. Times are ISO 8601 UTC. */

export type * from "./account";
export type * from "./channels";
export type * from "./drills";
export type * from "./errors";
export type * from "./guests";
export type * from "./invites";
export type * from "./messages";
export type * from "./origins";
export type * from "./people";
export type * from "./record";
export type * from "./workspaces";
