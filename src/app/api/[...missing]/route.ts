import { openRoute } from "@/app/routing/routes";
import { notFound } from "@/core/errors";

const missing = openRoute({ act: () => Promise.reject(notFound("Address")) });

export { missing as DELETE, missing as GET, missing as PATCH, missing as POST, missing as PUT };
