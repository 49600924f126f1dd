import { route } from "@/app/answer";
import { notFound } from "@/core/errors";

const missing = route(() => Promise.reject(notFound("Address")));

export { missing as DELETE, missing as GET, missing as PATCH, missing as POST, missing as PUT };
