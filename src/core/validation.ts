import type { z } from "zod";
import type { Issue } from "@/lib/api-types";
import { AppError } from "./errors";

/** The issues of zod in the form of the public interface, at most 20. */
export function toIssues(error: z.ZodError): Issue[] {
  return error.issues.flatMap(toNamed).slice(0, 20);
}

/** An unknown key becomes an issue of its own that names the key. */
function toNamed(issue: z.core.$ZodIssue): Issue[] {
  if (issue.code !== "unrecognized_keys") {
    return [{ path: issue.path.join("."), message: issue.message }];
  }
  return issue.keys.map((key) => ({
    path: [...issue.path, key].join("."),
    message: `There is nothing called "${key}" here. Check how it is spelled`,
  }));
}

/**
 * Parses a value by a schema.
 * @throws AppError VALIDATION with `issues`
 */
export function parse<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = toIssues(parsed.error);
  throw new AppError("VALIDATION", issues[0]?.message ?? "The request is not valid", { issues });
}
