import { fsyncSync } from 'node:fs'
import { NodeFS } from '@electric-sql/pglite/nodefs'

type NodeFSInit = NodeFS['init']

/**
 * PGlite's file system on disk, with a real `fsync`. PGlite itself turns fsync off and implements none, so an
 * acknowledged write would survive the end of the process but not of the machine. To be used with `durableStartParams`.
 */
export class DurableNodeFS extends NodeFS {
  override async init(...parameters: Parameters<NodeFSInit>): ReturnType<NodeFSInit> {
    const { emscriptenOpts } = await super.init(...parameters)
    const addFsync = (module: unknown) => {
      const { stream_ops } = (module as { NODEFS: { stream_ops: StreamOperations } }).NODEFS
      stream_ops.fsync = ({ nfd }) => {
        if (nfd !== undefined) fsyncSync(nfd)
        return 0
      }
    }
    return {
      emscriptenOpts: { ...emscriptenOpts, preRun: [...preRunOf(emscriptenOpts), addFsync] },
    }
  }
}

/** `fdatasync` is a no-op in the WebAssembly build whatever the file system does, hence `wal_sync_method`. */
export const durableStartParams = ['-c', 'fsync=on', '-c', 'wal_sync_method=fsync']

type StreamOperations = { fsync?: (stream: { nfd?: number }) => number }

type EmscriptenOptions = Awaited<ReturnType<NodeFSInit>>['emscriptenOpts']

function preRunOf({ preRun = [] }: EmscriptenOptions) {
  return Array.isArray(preRun) ? preRun : [preRun]
}
