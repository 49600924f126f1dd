import { json, route } from "@/app/answer";

export const GET = route(async () => json({ status: "ok" }));
