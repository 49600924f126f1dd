export * from "./audit";
export * from "./auth";
export * from "./channel";
export * from "./guest";
export * from "./message";
export * from "./node";
export * from "./presence";
