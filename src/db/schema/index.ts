export * from "./audit";
export * from "./auth";
export * from "./channel";
export * from "./file";
export * from "./guest";
export * from "./message";
export * from "./node";
export * from "./presence";
