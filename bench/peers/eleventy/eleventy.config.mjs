export default function (config) {
  config.addTemplateFormats("njk");
  return { dir: { input: ".", output: "_site", includes: "_includes", data: "_data" } };
}
