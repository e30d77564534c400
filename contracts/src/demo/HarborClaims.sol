// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @title Claims on recovered assets, one unit for each unit of the asset. Made by the recovery.
contract HarborClaims is ERC1155 {
    using SafeERC20 for IERC20;

    uint256 public constant CLAIM = 1;

    IERC20 public immutable asset;
    address public immutable recovery;

    error NotTheRecovery();

    constructor(IERC20 asset_) payable ERC1155("") {
        asset = asset_;
        recovery = msg.sender;
    }

    /// @notice Writes a claim. Only the recovery.
    function write(address harmed, uint256 amount) external {
        if (msg.sender != recovery) revert NotTheRecovery();
        _mint(harmed, CLAIM, amount, "");
    }

    /// @notice Pays a claim and burns it.
    function take(uint256 amount) external {
        _burn(msg.sender, CLAIM, amount);
        asset.safeTransfer(msg.sender, amount);
    }
}
