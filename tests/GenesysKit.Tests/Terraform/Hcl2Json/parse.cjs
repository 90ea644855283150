// Prints the files of a folder, by their names, as JSON: blocks and attributes, expressions as "${...}". Of the example
// also what it would be with all that it has commented out, under "all".
const fs = require("fs");
const path = require("path");
const { parse } = require("@cdktf/hcl2json");

async function main(folder) {
  const read = (name) => fs.readFileSync(path.join(folder, name), "utf8");
  const files = {};
  for (const name of fs.readdirSync(folder).filter((name) => name.endsWith(".tf"))) {
    files[name] = await parse(name, read(name));
  }
  files.example = await parse("example", read("terraform.tfvars.example"));
  files.all = await parse("all", read("terraform.tfvars.example").replace(/^# (?=\w+ +=)/gm, ""));
  console.log(JSON.stringify(files));
}

main(process.argv[2]).catch((error) => {
  console.error(String(error));
  process.exit(1);
});
