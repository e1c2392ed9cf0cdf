if (true) {
	if (true) {
		throw new Error('the caret stands under the tab-indented statement');
	}
}
