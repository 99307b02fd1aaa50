// Nunjucks over the same templates as stock Pelican's.
module.exports = function (config) {
  config.setFrontMatterParsingOptions({ language: "yaml" });
  config.setQuietMode(true);
  return { dir: { input: "content", includes: "../../templates", output: "output" }, markdownTemplateEngine: false,
    htmlTemplateEngine: "njk" };
};
