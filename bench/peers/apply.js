/** A fresh process that lets one peer bring a database up to date: `node apply.js <peer> <directory> <url>`. */
const [peer, directory, url] = process.argv.slice(2);
const { up } = await import(`./${peer}.js`);
await up(directory, url);
