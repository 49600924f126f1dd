import { sql } from "drizzle-orm";

/** A `MessageFile` as JSON, from file `f`. */
export const fileJson = sql`jsonb_build_object('id', f.id, 'name', f.name, 'type', f.type,
  'size', f.size, 'width', f.width, 'height', f.height)`;
