import type { z } from "zod";
import type { Issue } from "@/lib/api-types";
import { AppError } from "./errors";

/** zod's findings as the public interface tells them. */
export function toIssues(error: z.ZodError): Issue[] {
  return error.issues.slice(0, 20).map(({ path, message }) => ({ path: path.join("."), message }));
}

/** @throws AppError VALIDATION with `issues` */
export function parse<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = toIssues(parsed.error);
  throw new AppError("VALIDATION", issues[0]?.message ?? "The request is not valid", { issues });
}
