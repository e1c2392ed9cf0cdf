// A class whose static field remembers every state.
class Editor {
  static undo = [];
  text = '';
  type(letter) {
    Editor.undo.push({ text: this.text, cursor: [this.text.length, 0] });
    this.text = letter;
  }
}
const editor = new Editor();
let n = 0;
setInterval(() => editor.type('abc'[n++ % 3]), 1000);
