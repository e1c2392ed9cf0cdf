class Editor {
  static undo = [];
  text = '';
  type(letter) {
    Editor.undo.push({ text: this.text, cursor: [this.text.length, 0] });
    if (Editor.undo.length > 20) Editor.undo.shift();
    this.text = letter;
  }
}
const editor = new Editor();
let n = 0;
setInterval(() => editor.type('abc'[n++ % 3]), 1000);
