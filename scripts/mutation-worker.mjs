// The side of mutation-runner.mjs that runs in Vitest's worker. Files of tests are read once, and their tests are called again
// for each mutant. Only where a mutant sits in what runs while a module is loaded are that module and everything that imports
// it loaded anew, before it and after it.

import { dirname, relative, resolve, sep } from 'node:path'
import { BroadcastChannel } from 'node:worker_threads'
import { collectTests } from '@vitest/runner'
import fc from 'fast-check'
import { chai, inject, TestRunner } from 'vitest'

/** Runs no tests by itself: it answers the channel until that ends. */
export default class MutationWorker extends TestRunner {
  async onBeforeCollect() {
    const channel = new BroadcastChannel(inject('channelName'))
    // That a property fails is enough; how small a counterexample gets is not asked.
    fc.configureGlobal({ endOnFailure: true })
    const mutants = new MutantRuns(this)
    const questions = []
    let wake = () => {}
    channel.onmessage = ({ data }) => {
      questions.push(data)
      wake()
    }
    channel.postMessage('ready')
    for (;;) {
      while (questions.length === 0) await new Promise((woken) => (wake = woken))
      const question = questions.shift()
      if (question.kind === 'end') break
      channel.postMessage(await mutants.answer(question).catch((error) => ({ error: error.stack })))
    }
    channel.close()
  }

  importFile() {}
}

class MutantRuns {
  constructor(worker) {
    this.worker = worker
    this.collected = new Map()
    this.testFiles = inject('testFiles')
    this.times = new Map()
    // How many mutants of a file each test noticed: the next one it may well notice too.
    this.noticed = new Map()
    // What Stryker's instrumented code looks at.
    this.state = globalThis[inject('namespace')] ??= {}
    this.collector = new Collector(worker, this.state)
  }

  answer(question) {
    return question.kind === 'dry run' ? this.dryRun() : this.mutantRun(question)
  }

  async dryRun() {
    const tests = await this.run({ files: this.testFiles })
    for (const { id, fileName, timeSpentMs } of tests) {
      this.times.set(id, timeSpentMs)
      this.times.set(fileName, this.timeOf(fileName) + timeSpentMs)
    }
    return { tests, mutantCoverage: this.state.mutantCoverage }
  }

  async mutantRun({ mutant, file, testFilter, hitLimit, isStatic }) {
    // Another worker may have stopped in the middle of a mutant: this one has seen no tests yet.
    if (!this.isLoaded) await this.run({ files: this.testFiles, filter: new Set() })
    const filter = testFilter && new Set(testFilter)
    const affected = isStatic ? this.importersOf(file) : undefined
    const files = this.testFiles
      .filter((each) => (filter ? hasTestOf(filter, each) : affected.has(each)))
      .toSorted((a, b) => distance(a, file) - distance(b, file) || this.timeOf(a) - this.timeOf(b))
    if (affected) this.forget(affected)
    this.state.hitCount = 0
    this.state.hitLimit = hitLimit
    const tests = await this.run({
      files,
      filter,
      mutant,
      mutated: file,
      isStatic,
      isBailing: true,
    })
    const { hitCount } = this.state
    if (affected) this.forget(affected)
    await this.assertUnchanged(tests, file)
    return { tests, hitCount }
  }

  /** What a test, or all of a file, took without a mutant. */
  timeOf(idOrFile) {
    return this.times.get(idOrFile) ?? 0
  }

  /** What noticed the mutant must hold again without it; else the mutant left something behind that others would trip over. */
  async assertUnchanged(tests, file) {
    const killer = tests.find(({ status }) => status === failed)
    if (!killer) return
    const key = `${file}#${killer.id}`
    this.noticed.set(key, (this.noticed.get(key) ?? 0) + 1)
    const files = [killer.fileName]
    const again = await this.run({ files, filter: new Set([killer.id]) })
    const left = again.find(({ status }) => status === failed)
    if (left) throw new Error(`Fails without the mutant too: ${left.id}\n${left.failureMessage}`)
  }

  /**
   * Runs the tests that the filter names, or all, the likeliest to notice and the quick ones first; where it bails, up to the
   * first that fails. A mutant that is static is there while files are read.
   */
  async run({ files, filter, mutant, mutated, isStatic = false, isBailing = false }) {
    const results = []
    const isDone = () => isBailing && results.some(({ status }) => status === failed)
    // While nothing has to be read anew, nothing is lost by reading all of them first.
    for (const group of isStatic ? files.map((file) => [file]) : [files]) {
      if (isDone()) break
      this.state.activeMutant = isStatic ? mutant : undefined
      const tasks = []
      for (const file of group) tasks.push(await this.collect(file))
      this.state.activeMutant = mutant
      results.push(...tasks.flatMap(errorsOf))
      for (const test of this.inOrder(tasks, filter, mutated)) {
        if (isDone()) break
        results.push(await this.collector.call(test))
      }
      this.state.activeMutant = undefined
    }
    this.isLoaded = true
    return results
  }

  inOrder(tasks, filter, mutated) {
    const noticedBy = (test) => this.noticed.get(`${mutated}#${idOf(test)}`) ?? 0
    return tasks
      .flatMap(testsOf)
      .filter((test) => !filter || filter.has(idOf(test)))
      .map((test) => ({ test, noticed: noticedBy(test), time: this.timeOf(idOf(test)) }))
      .toSorted((a, b) => b.noticed - a.noticed || a.time - b.time)
      .map(({ test }) => test)
  }

  async collect(file) {
    const known = this.collected.get(file)
    if (known) return known
    const [task] = await collectTests(
      [{ filepath: file, testLocations: undefined }],
      this.collector,
    )
    this.collected.set(file, task)
    return task
  }

  /** The module of the file, and all that import it, themselves or through others. */
  importersOf(file) {
    const { evaluatedModules } = this.worker.workerState
    const found = new Set()
    const add = (id) => {
      if (found.has(id)) return
      found.add(id)
      for (const importer of evaluatedModules.getModuleById(id)?.importers ?? []) add(importer)
    }
    add(file)
    return found
  }

  forget(ids) {
    const { evaluatedModules } = this.worker.workerState
    for (const id of ids) {
      const node = evaluatedModules.getModuleById(id)
      if (node) evaluatedModules.invalidateModule(node)
      this.collected.delete(id)
    }
  }
}

/** Reads files of tests and calls single tests, as often as one likes, and reports to nobody. */
class Collector extends TestRunner {
  constructor(worker, state) {
    super(worker.config)
    this.moduleRunner = worker.moduleRunner
    this.__setTraces(worker._otel)
    this.state = state
    this.prepared = new WeakSet()
    this.tellSnapshots()
  }

  /**
   * An inline snapshot asks which test it is in, and only Vitest's own way of running one tells it. It is told as the method
   * is looked up: a call between would be taken for the place of the snapshot.
   */
  tellSnapshots() {
    const { workerState } = this
    const { prototype } = chai.Assertion
    for (const name of ['toMatchInlineSnapshot', 'toThrowErrorMatchingInlineSnapshot']) {
      const method = prototype[name]
      Object.defineProperty(prototype, name, {
        get() {
          chai.util.flag(this, 'vitest-test', workerState.current)
          return method
        },
      })
    }
  }

  async call(test) {
    const start = performance.now()
    if (test.mode !== 'run') return toResult(test, skipped)
    try {
      await this.prepare(test.suite ?? test.file)
      this.state.currentTestId = idOf(test)
      this.workerState.current = test
      this.onBeforeTryTask(test)
      await TestRunner.getTestFn(test)()
      this.onAfterTryTask(test)
      return toResult(test, succeeded, undefined, performance.now() - start)
    } catch (error) {
      return toResult(test, failed, String(error?.message ?? error), performance.now() - start)
    } finally {
      this.state.currentTestId = undefined
    }
  }

  /** What a suite does once, before its first test. */
  async prepare(suite) {
    if (this.prepared.has(suite)) return
    if (suite !== suite.file) await this.prepare(suite.suite ?? suite.file)
    else await this.snapshotClient.setup(suite.filepath, this.workerState.config.snapshotOptions)
    const { beforeAll, ...others } = TestRunner.getSuiteHooks(suite)
    const unknown = Object.entries(others).find(([, hooks]) => hooks.length > 0)
    if (unknown) throw new Error(`${unknown[0]} is not run for mutants: ${suite.file.filepath}`)
    for (const hook of beforeAll) await hook({}, suite)
    this.prepared.add(suite)
  }
}

// As Stryker's TestStatus.
const [succeeded, failed, skipped] = [0, 1, 2]

function toResult(task, status, failureMessage, timeSpentMs = 0) {
  return {
    id: idOf(task),
    name: nameOf(task),
    fileName: task.file.filepath,
    timeSpentMs,
    status,
    failureMessage,
  }
}

function errorsOf(task) {
  return (task.result?.errors ?? []).map(({ message }) => toResult(task, failed, message))
}

function testsOf(suite) {
  return suite.tasks.flatMap((task) => (task.type === 'suite' ? testsOf(task) : [task]))
}

function nameOf(task) {
  const names = []
  for (let each = task; each && each !== each.file; each = each.suite ?? each.file) {
    names.unshift(each.name)
  }
  return names.join(' ')
}

function idOf(task) {
  return `${relative(process.cwd(), task.file.filepath).split(sep).join('/')}#${nameOf(task)}`
}

function hasTestOf(filter, file) {
  const start = `${relative(process.cwd(), file).split(sep).join('/')}#`
  return [...filter].some((id) => id.startsWith(start))
}

/** Steps between the folders of two files: tests that stand beside a file are the likeliest to notice. */
function distance(testFile, file) {
  return relative(resolve(dirname(file)), dirname(testFile))
    .split(sep)
    .filter(Boolean).length
}
