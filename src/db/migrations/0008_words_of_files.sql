ALTER TABLE "message" drop column "words";--> statement-breakpoint
ALTER TABLE "message" ADD COLUMN "words" "tsvector" GENERATED ALWAYS AS (to_tsvector('simple', translate(
        body || ' ' || jsonb_path_query_array(files, '$[*].name')::text, './-@:?=&%+~#', '            '))) STORED;--> statement-breakpoint
CREATE INDEX "message_words_idx" ON "message" USING gin ("words");
