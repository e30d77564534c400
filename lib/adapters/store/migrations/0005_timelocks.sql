CREATE TABLE "scan_ranges" (
	"chain_id" bigint NOT NULL,
	"subject" text NOT NULL,
	"from_block" bigint NOT NULL,
	"to_block" bigint NOT NULL,
	"block_hash" text,
	"nodes" text NOT NULL,
	"problem" text,
	"scanned_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "scan_ranges_chain_id_subject_from_block_pk" PRIMARY KEY("chain_id","subject","from_block")
);
--> statement-breakpoint
CREATE TABLE "timelock_logs" (
	"chain_id" bigint NOT NULL,
	"timelock" text NOT NULL,
	"block_number" bigint NOT NULL,
	"log_index" integer NOT NULL,
	"block_hash" text NOT NULL,
	"block_timestamp" bigint NOT NULL,
	"transaction_hash" text NOT NULL,
	"operation_id" text,
	"topics" text NOT NULL,
	"data" text NOT NULL,
	CONSTRAINT "timelock_logs_chain_id_timelock_block_number_log_index_pk" PRIMARY KEY("chain_id","timelock","block_number","log_index")
);
--> statement-breakpoint
CREATE TABLE "timelock_operations" (
	"chain_id" bigint NOT NULL,
	"timelock" text NOT NULL,
	"id" text NOT NULL,
	"operation" text NOT NULL,
	"due" numeric(78, 0) NOT NULL,
	"eta" numeric(78, 0) NOT NULL,
	"expires" numeric(78, 0),
	"scheduled_block" bigint NOT NULL,
	"scheduled_at" bigint NOT NULL,
	"scheduled_transaction" text NOT NULL,
	"cancelled_block" bigint,
	"cancelled_at" bigint,
	"executed_block" bigint,
	"executed_at" bigint,
	"last_block" bigint NOT NULL,
	"predecessor" text,
	"predecessor_done" boolean,
	"targets" text[] NOT NULL,
	"selectors" text[] NOT NULL,
	"proposer" text,
	"calls" integer NOT NULL,
	"instances" integer NOT NULL,
	"risks" text[] NOT NULL,
	"settled" text,
	"told" text,
	"told_eta" numeric(78, 0),
	"told_block" bigint,
	"told_problem" text,
	"mismatch" text,
	"search" text NOT NULL,
	CONSTRAINT "timelock_operations_chain_id_timelock_id_pk" PRIMARY KEY("chain_id","timelock","id")
);
--> statement-breakpoint
CREATE TABLE "timelock_settings" (
	"chain_id" bigint NOT NULL,
	"timelock" text NOT NULL,
	"block_number" bigint NOT NULL,
	"log_index" integer NOT NULL,
	"what" text NOT NULL,
	"json" text NOT NULL,
	CONSTRAINT "timelock_settings_chain_id_timelock_block_number_log_index_pk" PRIMARY KEY("chain_id","timelock","block_number","log_index")
);
--> statement-breakpoint
CREATE TABLE "timelocks" (
	"chain_id" bigint NOT NULL,
	"address" text NOT NULL,
	"kind" text NOT NULL,
	"generation" text NOT NULL,
	"detection" text NOT NULL,
	"first_block" bigint,
	"first_block_problem" text,
	"scan_from" bigint NOT NULL,
	"followed_why" text NOT NULL,
	"followed_since" timestamp (3) with time zone NOT NULL,
	"looked_at" timestamp (3) with time zone NOT NULL,
	"indexed_block" bigint,
	"indexed_hash" text,
	"indexed_timestamp" bigint,
	"finalized_block" bigint,
	"head_block" bigint,
	"problem" text,
	"problem_since" timestamp (3) with time zone,
	"lease_holder" text,
	"lease_until" timestamp (3) with time zone,
	"modified" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "timelocks_chain_id_address_pk" PRIMARY KEY("chain_id","address")
);
--> statement-breakpoint
CREATE INDEX "timelock_logs_operation" ON "timelock_logs" USING btree ("chain_id","timelock","operation_id");--> statement-breakpoint
CREATE INDEX "timelock_operations_due" ON "timelock_operations" USING btree ("chain_id","timelock","due","id");--> statement-breakpoint
CREATE INDEX "timelock_operations_scheduled" ON "timelock_operations" USING btree ("chain_id","timelock","scheduled_at","id");--> statement-breakpoint
CREATE INDEX "timelock_operations_settled" ON "timelock_operations" USING btree ("settled","due");--> statement-breakpoint
CREATE INDEX "timelock_operations_predecessor" ON "timelock_operations" USING btree ("chain_id","timelock","predecessor") WHERE "timelock_operations"."predecessor" is not null;