DROP INDEX "message_parent_idx";--> statement-breakpoint
CREATE INDEX "message_uncounted_idx" ON "message" USING btree ("channel_id","seq") WHERE "message"."parent_id" is not null or "message"."deleted_at" is not null;--> statement-breakpoint
CREATE INDEX "message_own_idx" ON "message" USING btree ("author_id","channel_id","seq") WHERE "message"."parent_id" is null and "message"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "message_parent_idx" ON "message" USING btree ("parent_id","id") WHERE "message"."parent_id" is not null;