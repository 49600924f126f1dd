DROP INDEX "channel_workspace_name_idx";--> statement-breakpoint
ALTER TABLE "channel" ADD COLUMN "name_key" text;--> statement-breakpoint
CREATE UNIQUE INDEX "channel_workspace_name_key_idx" ON "channel" USING btree ("workspace_id","name_key") WHERE "channel"."kind" = 'channel';--> statement-breakpoint
ALTER TABLE "message" DROP COLUMN "words";--> statement-breakpoint
ALTER TABLE "message" ADD COLUMN "words" "tsvector";--> statement-breakpoint
CREATE INDEX "message_words_idx" ON "message" USING gin ("words");--> statement-breakpoint
CREATE INDEX "message_without_words_idx" ON "message" USING btree ("id") WHERE "message"."words" is null and "message"."deleted_at" is null;
