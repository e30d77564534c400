CREATE TABLE "dossiers" (
	"digest" text PRIMARY KEY NOT NULL,
	"json" text NOT NULL,
	"chain_id" bigint NOT NULL,
	"timelock" text NOT NULL,
	"operation_id" text NOT NULL,
	"stored_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "logs" (
	"chain_id" bigint NOT NULL,
	"address" text NOT NULL,
	"block_number" numeric(78, 0) NOT NULL,
	"log_index" integer NOT NULL,
	"block_hash" text NOT NULL,
	"block_timestamp" numeric(78, 0) NOT NULL,
	"transaction_hash" text NOT NULL,
	"topics" jsonb NOT NULL,
	"data" text NOT NULL,
	CONSTRAINT "logs_chain_id_address_block_number_log_index_pk" PRIMARY KEY("chain_id","address","block_number","log_index")
);
--> statement-breakpoint
CREATE TABLE "safe_approvals" (
	"chain_id" bigint NOT NULL,
	"safe" text NOT NULL,
	"safe_tx_hash" text NOT NULL,
	"owner" text NOT NULL,
	"block_number" numeric(78, 0) NOT NULL,
	"block_hash" text NOT NULL,
	"block_timestamp" numeric(78, 0) NOT NULL,
	"transaction_hash" text NOT NULL,
	"log_index" integer NOT NULL,
	CONSTRAINT "safe_approvals_chain_id_safe_safe_tx_hash_owner_pk" PRIMARY KEY("chain_id","safe","safe_tx_hash","owner")
);
--> statement-breakpoint
CREATE TABLE "safe_confirmations" (
	"chain_id" bigint NOT NULL,
	"safe_tx_hash" text NOT NULL,
	"owner" text NOT NULL,
	"kind" text NOT NULL,
	"signature" text NOT NULL,
	"submitted_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "safe_confirmations_chain_id_safe_tx_hash_owner_pk" PRIMARY KEY("chain_id","safe_tx_hash","owner")
);
--> statement-breakpoint
CREATE TABLE "safe_delegates" (
	"chain_id" bigint NOT NULL,
	"safe" text NOT NULL,
	"delegate" text NOT NULL,
	"delegator" text NOT NULL,
	"label" text NOT NULL,
	"expiry_date" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "safe_delegates_chain_id_safe_delegate_delegator_pk" PRIMARY KEY("chain_id","safe","delegate","delegator")
);
--> statement-breakpoint
CREATE TABLE "safe_executions" (
	"chain_id" bigint NOT NULL,
	"safe" text NOT NULL,
	"safe_tx_hash" text NOT NULL,
	"success" boolean NOT NULL,
	"payment" numeric(78, 0) NOT NULL,
	"block_number" numeric(78, 0) NOT NULL,
	"block_hash" text NOT NULL,
	"block_timestamp" numeric(78, 0) NOT NULL,
	"transaction_hash" text NOT NULL,
	"log_index" integer NOT NULL,
	"executor" text NOT NULL,
	"gas_used" numeric(78, 0) NOT NULL,
	"effective_gas_price" numeric(78, 0) NOT NULL,
	"signatures" text,
	CONSTRAINT "safe_executions_chain_id_safe_safe_tx_hash_pk" PRIMARY KEY("chain_id","safe","safe_tx_hash")
);
--> statement-breakpoint
CREATE TABLE "safe_message_signatures" (
	"chain_id" bigint NOT NULL,
	"message_hash" text NOT NULL,
	"owner" text NOT NULL,
	"kind" text NOT NULL,
	"signature" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "safe_message_signatures_chain_id_message_hash_owner_pk" PRIMARY KEY("chain_id","message_hash","owner")
);
--> statement-breakpoint
CREATE TABLE "safe_messages" (
	"chain_id" bigint NOT NULL,
	"safe" text NOT NULL,
	"message_hash" text NOT NULL,
	"message" text NOT NULL,
	"proposed_by" text NOT NULL,
	"safe_app_id" integer,
	"origin" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"modified" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "safe_messages_chain_id_message_hash_pk" PRIMARY KEY("chain_id","message_hash")
);
--> statement-breakpoint
CREATE TABLE "safe_transactions" (
	"chain_id" bigint NOT NULL,
	"safe" text NOT NULL,
	"safe_tx_hash" text NOT NULL,
	"nonce" numeric(78, 0) NOT NULL,
	"target" text NOT NULL,
	"value" numeric(78, 0) NOT NULL,
	"data" text NOT NULL,
	"operation" text NOT NULL,
	"safe_tx_gas" numeric(78, 0) NOT NULL,
	"base_gas" numeric(78, 0) NOT NULL,
	"gas_price" numeric(78, 0) NOT NULL,
	"gas_token" text NOT NULL,
	"refund_receiver" text NOT NULL,
	"origin" text NOT NULL,
	"proposer" text,
	"proposed_by_delegate" text,
	"trusted" boolean NOT NULL,
	"observed" boolean NOT NULL,
	"submitted_at" timestamp (3) with time zone NOT NULL,
	"modified" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "safe_transactions_chain_id_safe_safe_tx_hash_pk" PRIMARY KEY("chain_id","safe","safe_tx_hash")
);
--> statement-breakpoint
CREATE TABLE "safes" (
	"chain_id" bigint NOT NULL,
	"safe" text NOT NULL,
	"owners" jsonb NOT NULL,
	"modules" jsonb NOT NULL,
	"threshold" integer NOT NULL,
	"modified" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "safes_chain_id_safe_pk" PRIMARY KEY("chain_id","safe")
);
--> statement-breakpoint
CREATE TABLE "scan_cursors" (
	"chain_id" bigint NOT NULL,
	"address" text NOT NULL,
	"subject" text NOT NULL,
	"from_block" numeric(78, 0) NOT NULL,
	"to_block" numeric(78, 0) NOT NULL,
	"block_hash" text NOT NULL,
	CONSTRAINT "scan_cursors_chain_id_address_subject_pk" PRIMARY KEY("chain_id","address","subject")
);
--> statement-breakpoint
CREATE TABLE "snapshots" (
	"key" text PRIMARY KEY NOT NULL,
	"json" text NOT NULL,
	"block_number" numeric(78, 0) NOT NULL,
	"block_hash" text NOT NULL,
	"stored_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "dossiers_operation" ON "dossiers" USING btree ("chain_id","operation_id");--> statement-breakpoint
CREATE INDEX "dossiers_timelock" ON "dossiers" USING btree ("chain_id","timelock");--> statement-breakpoint
CREATE INDEX "safe_approvals_block" ON "safe_approvals" USING btree ("chain_id","safe","block_number");--> statement-breakpoint
CREATE INDEX "safe_executions_block" ON "safe_executions" USING btree ("chain_id","safe","block_number");--> statement-breakpoint
CREATE INDEX "safe_messages_safe" ON "safe_messages" USING btree ("chain_id","safe");--> statement-breakpoint
CREATE UNIQUE INDEX "safe_transactions_hash" ON "safe_transactions" USING btree ("chain_id","safe_tx_hash");--> statement-breakpoint
CREATE INDEX "safe_transactions_nonce" ON "safe_transactions" USING btree ("chain_id","safe","nonce");